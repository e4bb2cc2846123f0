// SPDX-License-Identifier: MIT
#include "app/cli/ask_options.h"
#include "app/cli/command.h"
#include "core/pipeline/ask/attribution.h"
#include "core/pipeline/ask/heard.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct AttributeOptions {
    AskOptions ask;
    AttributionRequest request;
    bool heard = false;
};

StudyResult answer(const AttributeOptions& options, const Asked& asked, const StopFlag& stop)
{
    Transcriber& model = *asked.model.transcriber;
    if (options.heard)
        return heardOrGuessed(
            model, asked.audio.waveform, asked.model.settings, {}, asked.run, asked.callbacks, stop);
    return attribute(
        model, asked.audio.waveform, asked.model.settings, options.request, asked.run, asked.callbacks, stop);
}

} // namespace

Command addAttribute(CLI::App& program)
{
    const auto options = std::make_shared<AttributeOptions>();
    CLI::App* arguments = program.add_subcommand("attribute",
        "How much each layer and expert has to do with a word, and which words are heard at all");
    addAskOptions(*arguments, options->ask);
    arguments
        ->add_option("--word", options->request.word, "This word of the text, from 1 (0: the whole text)")
        ->check(CLI::Range(0, 1 << 20).description(""))
        ->type_name("N");
    arguments->add_option("--nodes", options->request.nodes, "Nodes of the integral (default: 8)")
        ->type_name("N");
    arguments->add_flag("--heard", options->heard,
        "Instead, of each word: log p with the audio less log p with silence in its place");
    arguments->footer("Example:\n  steerscope-cli attribute on-down.wav --word 2\n"
                      "  steerscope-cli attribute on-down.wav --heard");
    return {arguments, [options](Environment& environment) {
                askWhy(options->ask, environment,
                    [&](const Asked& asked) { return answer(*options, asked, environment.stop); });
            }};
}

} // namespace steerscope::cli

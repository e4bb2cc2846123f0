// SPDX-License-Identifier: MIT
#include "app/cli/ask_options.h"

#include "app/cli/audio_input.h"
#include "app/cli/choice.h"
#include "app/cli/steering_options.h"
#include "app/cli/study_table.h"
#include "app/cli/text_output.h"
#include "core/protocol/study_format.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

std::string formatted(const StudyResult& result, const std::string& format)
{
    if (format == "json")
        return studyJson(result);
    return format == "csv" ? studyCsv(result) : studyTable(result);
}

} // namespace

void addAskOptions(CLI::App& command, AskOptions& options)
{
    command.add_option("AUDIO", options.audio, "The recording; - is stdin")->type_name("")->required();
    command
        .add_option("--target", options.model.run.target,
            "The text whose log-probability is followed (default: what the model says)")
        ->type_name("TEXT");
    command.add_option("--window", options.window, "The audio window of the target in a longer recording")
        ->check(CLI::Range(1, 1 << 20).description(""))
        ->type_name("N");
    addChoice(command, "--format", options.format, {"table", "json", "csv"}, "Default: table");
    command.add_option("--output", options.output, "Default: stdout")->type_name("FILE");
    addModelOptions(command, options.model);
}

void addReferenceOptions(CLI::App& command, AskOptions& options)
{
    command
        .add_option("--reference", options.reference.text,
            "What was said in the whole recording: word error rates are counted against it")
        ->type_name("TEXT");
    addChoice(command, "--normalizer", options.reference.normalizer, {"none", "basic", "whisper-english"},
        "What is done to both texts before they are compared");
}

void addLayersOption(CLI::App& command, AskOptions& options, const std::string& description)
{
    command.add_option("--layers", options.layers, description)->delimiter(',')->type_name("L[,L-M...]");
}

std::vector<int> layersOf(const AskOptions& options)
{
    std::vector<int> all;
    for (const std::string& text : options.layers)
        for (const int layer : layersFromText("--layers", text))
            all.push_back(layer);
    return all;
}

void askWhy(
    const AskOptions& options, Environment& environment, const std::function<StudyResult(const Asked&)>& ask)
{
    checkAudio({options.audio});
    TextOutput output(options.output);
    LoadedAudio audio = loadAudio(options.audio, environment); // before the model, which takes longer
    RunOptions run = runOptions(options.model);
    run.firstWindow = options.window - 1;
    const Asked asked{loadModel(options.model, environment), std::move(audio), std::move(run),
        {environment.console.progress(options.audio), {}}};
    output.write(formatted(ask(asked), options.format));
    output.finish();
}

} // namespace steerscope::cli

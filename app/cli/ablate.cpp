// SPDX-License-Identifier: MIT
#include "app/cli/ask_options.h"
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "core/pipeline/ask/ablation.h"
#include "core/protocol/study_format.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct AblateOptions {
    AskOptions ask;
    std::string form = "remove";
    std::string effect = "total";
};

void runAblation(const AblateOptions& options, Environment& environment)
{
    AblationRequest request;
    request.layers = layersOf(options.ask);
    request.form = ablationFormFromName(options.form).value_or(AblationForm::Remove);
    request.effect = ablationEffectFromName(options.effect).value_or(AblationEffect::Total);
    request.reference = options.ask.reference;
    askWhy(options.ask, environment, [&](const Asked& asked) {
        return ablate(*asked.model.transcriber, asked.audio.waveform, asked.model.settings, request,
            asked.run, asked.callbacks, environment.stop);
    });
}

} // namespace

Command addAblate(CLI::App& program)
{
    const auto options = std::make_shared<AblateOptions>();
    CLI::App* arguments
        = program.add_subcommand("ablate", "What each layer and each expert is worth to a recording's words");
    addAskOptions(*arguments, options->ask);
    addReferenceOptions(*arguments, options->ask);
    addLayersOption(*arguments, options->ask, "Only these layers (default: all that are steered)");
    addChoice(*arguments, "--form", options->form, {"remove", "renormalise", "mean"},
        "An expert's gate becomes 0, 0 with the rest scaled up, or its mean over the frames");
    addChoice(*arguments, "--effect", options->effect, {"total", "direct"},
        "Layers above route anew, or keep the gates they had");
    arguments->footer("Example:\n  steerscope-cli ablate on-down.wav --reference \"on down\"\n"
                      "  steerscope-cli ablate on-down.wav --form mean --effect direct --format csv");
    return {arguments, [options](Environment& environment) { runAblation(*options, environment); }};
}

} // namespace steerscope::cli

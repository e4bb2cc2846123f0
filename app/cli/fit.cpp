// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/fit.h"
#include "app/cli/ask_options.h"
#include "app/cli/audio_input.h"
#include "app/cli/command.h"
#include "app/cli/text_output.h"
#include "core/protocol/settings_json.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct FitOptions {
    AskOptions ask;
    FitRequest request;
    std::vector<std::string> witnesses; // other recordings
    std::string settings; // file for the proposal
};

StudyResult answer(const FitOptions& options, const Asked& asked, Environment& environment)
{
    FitRequest request = options.request;
    request.layers = layersOf(options.ask);
    request.reference = options.ask.reference;
    std::vector<Waveform> audio;
    for (const std::string& path : options.witnesses)
        audio.push_back(loadAudio(path, environment).waveform);
    std::vector<FitWitness> witnesses;
    for (std::size_t i = 0; i < audio.size(); ++i)
        witnesses.push_back({options.witnesses[i], &audio[i], {}});
    const FitResult result = fitScales(*asked.model.transcriber, options.ask.audio, asked.audio.waveform,
        asked.model.settings, request, asked.run, witnesses, asked.callbacks, environment.stop);
    if (!options.settings.empty()) {
        TextOutput file(options.settings);
        file.write(steeringSettingsToJson(result.proposal) + "\n");
        file.finish();
    }
    return result;
}

} // namespace

Command addFit(CLI::App& program)
{
    const auto options = std::make_shared<FitOptions>();
    CLI::App* arguments = program.add_subcommand(
        "fit", "Find multipliers under which the model writes the right words (--target)");
    addAskOptions(*arguments, options->ask);
    addReferenceOptions(*arguments, options->ask);
    addLayersOption(*arguments, options->ask, "Only these layers' multipliers may move");
    arguments->add_option("--steps", options->request.steps, "Gradient steps at most (default: 60)")
        ->type_name("N");
    arguments->add_option("--rate", options->request.rate, "Size of a step (default: 0.1)")->type_name("X");
    arguments
        ->add_option("--pull", options->request.pull,
            "Pull towards 1: lost per token and squared distance (default: 0.01)")
        ->type_name("X");
    arguments->add_option("--others", options->witnesses, "Recordings that the proposal is tried on besides")
        ->type_name("AUDIO...");
    arguments->add_option("--save-settings", options->settings, "Write the proposal, for --settings")
        ->type_name("FILE.json");
    arguments->footer("Example:\n  steerscope-cli fit on-down.wav --target \"on town\" --others no.wav "
                      "--save-settings town.json");
    return {arguments, [options](Environment& environment) {
                if (!options->witnesses.empty())
                    checkAudio(options->witnesses);
                askWhy(options->ask, environment,
                    [&](const Asked& asked) { return answer(*options, asked, environment); });
            }};
}

} // namespace steerscope::cli

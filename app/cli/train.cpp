// SPDX-License-Identifier: MIT
#include "core/training/trainer/train.h"
#include "app/cli/command.h"
#include "app/cli/ranks.h"
#include "app/cli/text_table.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace steerscope::cli {
namespace {

struct TrainOptions {
    std::string config;
    std::vector<std::string> overrides;
};

std::string clockText(double seconds)
{
    const auto whole = static_cast<long>(seconds);
    const std::string minutes = std::to_string(whole / 60 % 60);
    return std::to_string(whole / 3600) + ":" + (minutes.size() < 2 ? "0" : "") + minutes + " h";
}

std::string rateText(const std::optional<double>& rate)
{
    return rate ? fixed(100.0 * *rate, 1) + " %" : "none";
}

TrainCallbacks talk(Console& console)
{
    TrainCallbacks callbacks;
    callbacks.progress = console.progress();
    if (const ProgressFn progress = console.progress())
        callbacks.step = [progress](const StepRecord& record, std::int64_t steps) {
            progress("step " + std::to_string(record.step) + " of " + std::to_string(steps) + ", loss "
                    + fixed(record.loss, 3) + ", " + clockText(record.etaSeconds) + " left",
                static_cast<double>(record.step) / static_cast<double>(steps));
        };
    callbacks.dev = [&console](const DevRecord& record) {
        console.note("step " + std::to_string(record.step) + ": dev loss " + fixed(record.loss, 3) + ", WER "
            + rateText(record.wer) + ", CER " + rateText(record.cer)
            + (record.best ? " (the best so far)" : ""));
    };
    callbacks.note = [&console](const std::string& text) { console.note(text); };
    return callbacks;
}

void runTraining(const TrainOptions& options, Environment& environment)
{
    asRanks(environment, [&](const Ranks& ranks) {
        const TrainConfig config = readTrainConfig(options.config, options.overrides);
        const EndRecord end = train(config, ranks, talk(environment.console), environment.stop);
        environment.console.note(config.output.string() + ": " + end.state + " after step "
            + std::to_string(end.step) + (end.bestWer ? ", best dev WER " + rateText(end.bestWer) : ""));
    });
}

} // namespace

Command addTrain(CLI::App& program)
{
    const auto options = std::make_shared<TrainOptions>();
    CLI::App* arguments
        = program.add_subcommand("train", "Train an encoder, an LLM, or the steering between them");
    arguments->add_option("CONFIG", options->config, "Configuration (docs/training.md)")
        ->type_name("FILE.json")
        ->required();
    arguments
        ->add_option(
            "--set", options->overrides, "Change one setting: KEY=VALUE, for example optimizer.steps=500")
        ->type_name("KEY=VALUE");
    arguments->footer(
        "A run that was stopped goes on when it is started again. Under mpirun or srun several processes "
        "train one model (docs/training.md).\n"
        "Example:\n  steerscope-cli train steering.json --set steering.variant=post-encoder");
    return {arguments, [options](Environment& environment) { runTraining(*options, environment); }};
}

} // namespace steerscope::cli

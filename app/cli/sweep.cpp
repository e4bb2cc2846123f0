// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/sweep.h"
#include "app/cli/ask_options.h"
#include "app/cli/command.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct SweepOptions {
    AskOptions ask;
    SweepRequest request;
};

void sweep(const SweepOptions& options, Environment& environment)
{
    SweepRequest request = options.request;
    request.layers = layersOf(options.ask);
    request.reference = options.ask.reference;
    askWhy(options.ask, environment, [&](const Asked& asked) {
        return sweepScales(*asked.model.transcriber, asked.audio.waveform, asked.model.settings, request,
            asked.run, asked.callbacks, environment.stop);
    });
}

} // namespace

Command addSweep(CLI::App& program)
{
    const auto options = std::make_shared<SweepOptions>();
    CLI::App* arguments
        = program.add_subcommand("sweep", "What a recording's words do while the steering grows");
    addAskOptions(*arguments, options->ask);
    addReferenceOptions(*arguments, options->ask);
    addLayersOption(*arguments, options->ask, "Sweep these layers' multipliers (default: the master)");
    arguments->add_option("--from", options->request.from, "First scale (default: -1)")->type_name("X");
    arguments->add_option("--to", options->request.to, "Last scale (default: 3)")->type_name("X");
    arguments->add_option("--points", options->request.points, "How many, both ends included (default: 17)")
        ->type_name("N");
    arguments->footer("Example:\n  steerscope-cli sweep on-down.wav --reference \"on down\"\n"
                      "  steerscope-cli sweep on-down.wav --layers 3-4 --from 0 --to 2 --format csv");
    return {arguments, [options](Environment& environment) { sweep(*options, environment); }};
}

} // namespace steerscope::cli

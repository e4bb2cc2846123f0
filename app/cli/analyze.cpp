// SPDX-License-Identifier: MIT
#include "app/cli/analysis_format.h"
#include "app/cli/audio_input.h"
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/text_output.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct AnalyzeOptions {
    ModelOptions model;
    std::vector<std::string> audio;
    std::string format = "table";
    bool allFrames = false;
    std::string output;
};

std::vector<GatingTrace> gatesOf(
    const std::string& path, const AnalyzeOptions& options, ReadyModel& model, Environment& environment)
{
    const LoadedAudio audio = loadAudio(path, environment);
    RunOptions run = runOptions(options.model);
    run.decode = false;
    RunCallbacks callbacks;
    callbacks.progress = environment.console.progress(path);
    callbacks.warning = [&](const std::string& text) { environment.console.warning(path + ": " + text); };
    return model.transcriber->run(audio.waveform, model.settings, run, callbacks, environment.stop).traces;
}

std::string formatted(const Analysis& analysis, const std::string& format)
{
    if (format == "json")
        return analysisJson(analysis);
    return format == "csv" ? analysisCsv(analysis) : analysisTable(analysis);
}

void analyze(const AnalyzeOptions& options, Environment& environment)
{
    checkAudio(options.audio);
    TextOutput output(options.output);
    ReadyModel model = loadModel(options.model, environment);
    if (model.transcriber->info().steered.empty())
        throw Failure(ErrorCode::Model, "this model steers nothing, so there are no gates to analyse",
            model.transcriber->info().path, "use a bundle with trained steering");
    std::vector<GatingTrace> traces;
    for (const std::string& path : options.audio)
        for (GatingTrace& trace : gatesOf(path, options, model, environment))
            traces.push_back(std::move(trace));
    const FrameChoice frames = options.allFrames ? FrameChoice::All : FrameChoice::Counted;
    output.write(
        formatted({gatingFigures(traces, frames), static_cast<int>(options.audio.size())}, options.format));
    output.finish();
}

} // namespace

Command addAnalyze(CLI::App& program)
{
    const auto options = std::make_shared<AnalyzeOptions>();
    CLI::App* arguments
        = program.add_subcommand("analyze", "What the routers say, over one or many recordings");
    arguments->add_option("AUDIO", options->audio, "Recordings; - is stdin")->type_name("")->required();
    addChoice(*arguments, "--format", options->format, {"table", "json", "csv"}, "Default: table");
    arguments->add_flag("--all-frames", options->allFrames, "Count the padding too, as the reference does");
    arguments->add_option("--output", options->output, "Default: stdout")->type_name("FILE");
    addModelOptions(*arguments, options->model);
    arguments->footer("Example:\n  steerscope-cli analyze --format csv recordings/*.wav > gates.csv");
    return {arguments, [options](Environment& environment) { analyze(*options, environment); }};
}

} // namespace steerscope::cli

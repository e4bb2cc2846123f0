// SPDX-License-Identifier: MIT
#include "app/cli/analysis_format.h"
#include "app/cli/analyze_manifests.h"
#include "app/cli/audio_input.h"
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/text_output.h"
#include "core/training/analysis/saved_gates.h"

#include <algorithm>
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
    std::vector<std::string> gates; // saved earlier
    ManifestStudy study;
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

std::vector<GatingTrace> runAll(const AnalyzeOptions& options, Environment& environment)
{
    checkAudio(options.audio);
    ReadyModel model = loadModel(options.model, environment);
    if (model.transcriber->info().steered.empty())
        throw Failure(ErrorCode::Model, "this model steers nothing, so there are no gates to analyse",
            model.transcriber->info().path, "use a bundle with trained steering");
    std::vector<GatingTrace> traces;
    for (const std::string& path : options.audio)
        for (GatingTrace& trace : gatesOf(path, options, model, environment))
            traces.push_back(std::move(trace));
    return traces;
}

std::vector<GatingTrace> readAll(const std::vector<std::string>& files)
{
    std::vector<GatingTrace> traces;
    for (const std::string& file : files) {
        std::vector<GatingTrace> more = analysis::readSavedGates(file);
        const bool fits = traces.empty()
            || std::equal(traces.front().layers.begin(), traces.front().layers.end(),
                more.front().layers.begin(), more.front().layers.end(),
                [](const LayerTrace& a, const LayerTrace& b) {
                    return a.layer == b.layer && a.experts == b.experts;
                });
        if (!fits)
            throw Failure(ErrorCode::Input, "these gates are of another model than those of " + files.front(),
                file, "analyse them apart");
        traces.insert(traces.end(), more.begin(), more.end());
    }
    return traces;
}

void checkUsage(const AnalyzeOptions& options)
{
    const int ways = (options.audio.empty() ? 0 : 1) + (options.gates.empty() ? 0 : 1)
        + (options.study.manifests.empty() ? 0 : 1);
    if (ways != 1)
        throw Failure(ErrorCode::Usage,
            ways == 0 ? "there is nothing to analyse" : "one kind of input can be analysed at a time",
            "analyze", "give recordings, --gates or --manifest");
    if (options.study.manifests.empty() != options.study.report.empty())
        throw Failure(ErrorCode::Usage, "--manifest and --report belong together", "analyze",
            "give the manifests and the folder for their report");
}

void analyze(const AnalyzeOptions& options, Environment& environment)
{
    checkUsage(options);
    if (!options.study.manifests.empty())
        return analyzeManifests(options.study, options.model, environment);
    TextOutput output(options.output);
    const std::vector<GatingTrace> traces
        = options.gates.empty() ? runAll(options, environment) : readAll(options.gates);
    const FrameChoice frames = options.allFrames ? FrameChoice::All : FrameChoice::Counted;
    const auto files = static_cast<int>(options.audio.size() + options.gates.size());
    output.write(formatted({gatingFigures(traces, frames), files}, options.format));
    output.finish();
}

} // namespace

Command addAnalyze(CLI::App& program)
{
    const auto options = std::make_shared<AnalyzeOptions>();
    CLI::App* arguments
        = program.add_subcommand("analyze", "What the routers say, over one or many recordings");
    arguments->add_option("AUDIO", options->audio, "Recordings; - is stdin")->type_name("");
    arguments
        ->add_option(
            "--gates", options->gates, "Gates saved earlier by transcribe --gates, in place of recordings")
        ->type_name("FILE.safetensors");
    addManifestStudy(*arguments, options->study);
    addChoice(*arguments, "--format", options->format, {"table", "json", "csv"}, "Default: table");
    arguments->add_flag("--all-frames", options->allFrames, "Count the padding too, as the reference does");
    arguments->add_option("--output", options->output, "Default: stdout")->type_name("FILE");
    addModelOptions(*arguments, options->model);
    arguments->footer(
        "Example:\n  steerscope-cli analyze --format csv recordings/*.wav > gates.csv\n"
        "  steerscope-cli analyze --manifest speech/dev.tsv --lexicon cmudict.dict --report study/");
    return {arguments, [options](Environment& environment) { analyze(*options, environment); }};
}

} // namespace steerscope::cli

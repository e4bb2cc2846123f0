// SPDX-License-Identifier: MIT
// Runs what a session archive holds once more and says whether it says the same.
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/json_text.h"
#include "app/cli/kept_runs.h"
#include "app/cli/text_output.h"
#include "app/cli/text_table.h"
#include "core/pipeline/transcriber.h"
#include "core/protocol/session_archive.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct ReplayOptions {
    std::string file;
    std::string model; // empty: each run's own, where it is
    std::string device; // empty: each run's own
    int threads = 0; // 0: each run's own
    std::string format = "table";
};

struct Replayed {
    KeptRun then;
    std::string text; // now
    std::string other; // the first token that differs; empty: the same words
    std::vector<std::string> differences; // known ones
    std::optional<double> gates;
};

// Loads each model once, as the run had it.
class Models {
public:
    Models(const ReplayOptions& options, Environment& environment)
        : m_options(options)
        , m_environment(environment)
    {
    }

    Transcriber& of(const KeptModel& model)
    {
        const LoadOptions wanted = loadOptions(model);
        if (!m_transcriber || key(wanted) != m_key) {
            m_transcriber.reset(); // two models at once may not fit
            m_transcriber = Transcriber::load(wanted, m_environment.console.progress(), m_environment.stop);
            m_key = key(wanted);
        }
        return *m_transcriber;
    }

private:
    using Key = std::tuple<std::string, std::string, std::string, int>;

    LoadOptions loadOptions(const KeptModel& model) const
    {
        LoadOptions load;
        std::error_code ignored;
        // Where it was, else under its name: shipped, imported or in the cache.
        load.model = m_options.model;
        if (load.model.empty())
            load.model = std::filesystem::exists(model.path, ignored)
                ? model.path
                : std::filesystem::path(model.path).filename().string();
        load.device = m_options.device.empty() ? deviceOf(model) : m_options.device;
        load.dtype = model.dtype.empty() ? "auto" : model.dtype;
        load.threads = m_options.threads > 0 ? m_options.threads : model.threads;
        return load;
    }
    // A CUDA device of then need not be here; what "auto" makes of it is said as a difference.
    static std::string deviceOf(const KeptModel& model) { return model.device == "cpu" ? "cpu" : "auto"; }
    static Key key(const LoadOptions& load) { return {load.model, load.device, load.dtype, load.threads}; }

    const ReplayOptions& m_options;
    Environment& m_environment;
    std::unique_ptr<Transcriber> m_transcriber;
    Key m_key;
};

Replayed replayRun(
    const ArchivedRun& archived, const ArchivedRecording& recording, Models& models, Environment& environment)
{
    Transcriber& transcriber = models.of(archived.run.model);
    validate(archived.run.settings, transcriber.info().steered);
    RunCallbacks callbacks;
    callbacks.progress = environment.console.progress(archived.run.recording.path);
    RunOptions options = archived.run.options;
    options.target.clear();
    const RunResult result
        = transcriber.run(recording.audio, archived.run.settings, options, callbacks, environment.stop);
    const KeptRun now
        = keptRun(transcriber.info(), archived.run.settings, options, result, archived.run.recording);
    return {archived.run, result.transcript.text(),
        firstOtherToken(archived.run.transcript, result.transcript), knownDifferences(archived.run, now),
        largestGateDifference(archived.gates, keptGates(result.traces))};
}

std::string verdict(const Replayed& replayed)
{
    if (replayed.other.empty())
        return "same";
    std::string why;
    for (const std::string& difference : replayed.differences)
        why += (why.empty() ? "" : "; ") + difference;
    return "differs at " + replayed.other + "; " + (why.empty() ? "nothing else is known to differ" : why);
}

std::string table(const std::vector<Replayed>& runs)
{
    std::vector<std::vector<std::string>> rows{{"RUN", "RECORDING", "GATES", "WORDS"}};
    for (std::size_t i = 0; i < runs.size(); ++i)
        rows.push_back(
            {std::to_string(i + 1), std::filesystem::path(runs[i].then.recording.path).filename().string(),
                runs[i].gates ? "within " + fixed(*runs[i].gates, 4) : "not comparable", verdict(runs[i])});
    return textTable(rows, {Align::Right, Align::Left});
}

Json json(const std::vector<Replayed>& runs)
{
    Json all = Json::array();
    for (const Replayed& run : runs) {
        Json one{{"recording", run.then.recording.path}, {"model", run.then.model.name},
            {"same", run.other.empty()}, {"then", run.then.transcript.text()}, {"now", run.text}};
        if (!run.other.empty())
            one["first_difference"] = run.other;
        one["known_differences"] = run.differences;
        one["largest_gate_difference"] = run.gates ? Json(*run.gates) : Json();
        all.push_back(std::move(one));
    }
    return all;
}

void replay(const ReplayOptions& options, Environment& environment)
{
    const SessionArchive archive = readSessionArchive(options.file);
    if (archive.runs.empty())
        throw Failure(ErrorCode::Input, "the session archive holds no runs", options.file,
            "export a session in which something was transcribed");
    Models models(options, environment);
    std::vector<Replayed> runs;
    for (const ArchivedRun& run : archive.runs) {
        const ArchivedRecording* recording = archive.recordingOf(run.run);
        if (!recording)
            throw Failure(ErrorCode::Input, "the session archive lacks the recording of a run",
                run.run.recording.path, "export the session again");
        runs.push_back(replayRun(run, *recording, models, environment));
    }
    TextOutput output;
    output.write(options.format == "json" ? jsonText(json(runs)) : table(runs));
    output.finish();
    const auto other
        = std::count_if(runs.begin(), runs.end(), [](const Replayed& run) { return !run.other.empty(); });
    if (other > 0)
        throw Failure(ErrorCode::Model,
            std::to_string(other) + " of " + std::to_string(runs.size()) + " runs say something else now",
            options.file, "the reasons that are known stand in the output");
}

} // namespace

Command addReplay(CLI::App& program)
{
    const auto options = std::make_shared<ReplayOptions>();
    CLI::App* arguments = program.add_subcommand(
        "replay", "Run what a session archive holds once more: the same words, or why not");
    arguments->add_option("FILE", options->file, "Session archive, of the window or of transcribe --session")
        ->type_name("FILE.steersession")
        ->required();
    arguments->add_option("--model", options->model, "Another model than the runs' own")
        ->type_name("PATH|NAME|HUB_ID");
    arguments->add_option("--device", options->device, "auto, cpu, cuda or cuda:N (default: as then)")
        ->type_name("DEVICE");
    arguments->add_option("--threads", options->threads, "CPU threads (default: as then)")
        ->check(CLI::Range(0, 4096).description(""))
        ->type_name("N");
    addChoice(*arguments, "--format", options->format, {"table", "json"}, "Default: table");
    arguments->footer("Example:\n  steerscope-cli replay talk.steersession");
    return {arguments, [options](Environment& environment) { replay(*options, environment); }};
}

} // namespace steerscope::cli

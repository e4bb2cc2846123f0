// SPDX-License-Identifier: MIT
#include "core/training/experiment/experiment.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/experiment/child_process.h"
#include "core/training/experiment/comparison_report.h"
#include "core/training/experiment/grid.h"
#include "core/training/experiment/unit.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <map>
#include <utility>

namespace steerscope::experiment {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const std::string kNotRun = "not run: ";

Unit programUnit(const Stage& stage, const std::string& program)
{
    Unit unit;
    unit.name = stage.name;
    if (stage.kind == StageKind::Run)
        unit.command.push_back(program);
    unit.command.insert(unit.command.end(), stage.arguments.begin(), stage.arguments.end());
    unit.inputs = stage.inputs;
    unit.outputs = stage.outputs;
    return unit;
}

Unit trainUnit(const Stage& stage, const fs::path& output)
{
    Unit unit;
    unit.name = stage.name;
    Json config = Json::parse(stage.config);
    if (!config.contains("output"))
        config["output"] = (output / stage.name).string();
    unit.settings = config.dump(1);
    unit.run = config["output"].get<std::string>();
    unit.inputs = stage.inputs;
    unit.outputs = stage.outputs.empty() ? std::vector<fs::path>{unit.run / "model"} : stage.outputs;
    return unit;
}

std::vector<Unit> unitsOf(const Stage& stage, const Recipe& recipe, const std::string& program)
{
    switch (stage.kind) {
    case StageKind::Run:
    case StageKind::Shell:
        return {programUnit(stage, program)};
    case StageKind::Train:
        return {trainUnit(stage, recipe.output)};
    case StageKind::Grid:
        return gridUnits(stage, recipe.output, program);
    }
    return {};
}

// "step 300 of 2000, loss 1.23" of a training's status.json; empty where there is none.
std::string trainingState(const fs::path& run)
{
    std::ifstream stream(run / "status.json");
    const Json status = Json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (!status.is_object() || !status.contains("step") || !status["step"].is_number())
        return {};
    std::string text = "step " + status["step"].dump();
    if (status.contains("steps") && status["steps"].is_number())
        text += " of " + status["steps"].dump();
    return text;
}

std::string lastLine(const fs::path& file)
{
    std::ifstream stream(file);
    std::string last;
    for (std::string line; std::getline(stream, line);)
        if (!line.empty())
            last = line;
    return last;
}

class Runner {
public:
    Runner(const Recipe& recipe, const ExperimentOptions& options, const ExperimentCallbacks& callbacks,
        const StopFlag& stop)
        : m_recipe(recipe)
        , m_options(options)
        , m_callbacks(callbacks)
        , m_stop(stop)
    {
    }

    ExperimentSummary run()
    {
        makeFolder(m_recipe.output / "units");
        for (const Stage& stage : m_recipe.stages)
            for (Unit& unit : unitsOf(stage, m_recipe, m_options.program))
                m_all.emplace_back(&stage, std::move(unit));
        m_summary.units = static_cast<int>(m_all.size());
        for (std::size_t i = 0; i < m_all.size(); ++i) {
            const auto& [stage, unit] = m_all[i];
            m_stop.throwIfStopped();
            runUnit(unit, i);
            const bool lastOfStage = i + 1 == m_all.size() || m_all[i + 1].first != stage;
            if (lastOfStage && stage->kind == StageKind::Grid)
                report(*stage);
        }
        return m_summary;
    }

private:
    static void makeFolder(const fs::path& folder)
    {
        std::error_code error;
        fs::create_directories(folder, error);
        if (error)
            throw Failure(ErrorCode::Output, "the folder cannot be made (" + error.message() + ")",
                folder.string(), "choose another one with --output");
    }

    fs::path file(const Unit& unit, const char* ending) const
    {
        return m_recipe.output / "units" / (unit.name + ending);
    }

    static bool outputsThere(const Unit& unit)
    {
        std::error_code ignored;
        for (const fs::path& output : unit.outputs)
            if (!fs::exists(output, ignored))
                return false;
        return true;
    }

    std::string fingerprintOf(const Unit& unit, std::size_t place) const
    {
        std::vector<std::string> earlier;
        for (std::size_t i = 0; i < place; ++i)
            if (feeds(m_all[i].second, unit, m_recipe.output))
                earlier.push_back(m_fingerprints[i]);
        return unitFingerprint(unit, m_recipe.output, earlier);
    }

    // The failed unit that this one would read from; nullptr: none.
    const Unit* failedBefore(const Unit& unit) const
    {
        for (const std::size_t failed : m_failed)
            if (feeds(m_all[failed].second, unit, m_recipe.output))
                return &m_all[failed].second;
        return nullptr;
    }

    void runUnit(const Unit& unit, std::size_t place)
    {
        const std::string fingerprint = fingerprintOf(unit, place);
        m_fingerprints.push_back(fingerprint);
        const auto record = readUnitRecord(file(unit, ".json"));
        const bool same = record && record->fingerprint == fingerprint;
        if (same && record->done() && outputsThere(unit)) {
            ++m_summary.reused;
            return;
        }
        if (const Unit* failed = failedBefore(unit)) {
            writeUnitRecord(file(unit, ".json"), {fingerprint, 0.0, kNotRun + failed->name + " failed"});
            ++m_summary.skipped;
            return;
        }
        const bool failedAlready = same && !record->failure.empty() && !record->failure.starts_with(kNotRun);
        if (failedAlready && unit.mayFail && !m_options.retryFailed) {
            ++m_summary.reused;
            noteFailure(place);
            return;
        }
        if (record && !same)
            startAnew(unit);
        execute(unit, place, fingerprint);
    }

    // What was made from something else is no place to go on from.
    void startAnew(const Unit& unit) const
    {
        if (m_callbacks.note)
            m_callbacks.note(unit.name + ": settings or inputs have changed; made anew");
        std::error_code ignored;
        for (const fs::path& output : unit.outputs)
            fs::remove_all(output, ignored);
        const bool ours = unit.run.string().starts_with(m_recipe.output.string() + "/");
        if (ours)
            fs::remove_all(unit.run, ignored);
    }

    std::vector<std::string> commandOf(const Unit& unit) const
    {
        if (unit.run.empty())
            return unit.command;
        AtomicFile config(file(unit, ".config.json"));
        config.write(unit.settings + "\n");
        config.commit();
        return {m_options.program, "train", file(unit, ".config.json").string(), "--quiet"};
    }

    void execute(const Unit& unit, std::size_t place, const std::string& fingerprint)
    {
        const std::vector<std::string> command = commandOf(unit);
        const fs::path log = file(unit, ".log");
        {
            std::ofstream head(log, std::ios::app);
            for (const std::string& word : command)
                head << word << ' ';
            head << '\n';
        }
        for (const fs::path& output : unit.outputs)
            makeFolder(output.parent_path());
        // A unit that is not finished is known by its fingerprint too: only the same may go on from it.
        writeUnitRecord(file(unit, ".json"), {fingerprint, 0.0, "", /*started=*/true});
        const auto begin = std::chrono::steady_clock::now();
        const fs::path output = unit.standardOutput.empty() ? file(unit, ".out") : unit.standardOutput;
        const ChildResult result = runChild(
            command, output, log, [&] { showProgress(unit, place); }, m_stop);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        std::string failure;
        if (result.code != 0)
            failure = result.signal != 0 ? "ended by signal " + std::to_string(result.signal) : lastLine(log);
        else if (!outputsThere(unit))
            failure = "the program ended well but left no " + unit.outputs.front().string();
        writeUnitRecord(file(unit, ".json"), {fingerprint, seconds.count(), failure, /*started=*/false});
        if (failure.empty())
            return;
        if (!unit.mayFail)
            throw Failure(ErrorCode::Internal, unit.name + " failed: " + failure, log.string(),
                "see the log; the experiment goes on from here when it is started again");
        noteFailure(place);
        if (m_callbacks.note)
            m_callbacks.note(unit.name + " failed: " + failure);
    }

    void noteFailure(std::size_t place)
    {
        m_failed.push_back(place);
        ++m_summary.failed;
    }

    void showProgress(const Unit& unit, std::size_t place) const
    {
        if (!m_callbacks.progress)
            return;
        const std::string state = unit.run.empty() ? "" : trainingState(unit.run);
        m_callbacks.progress(std::to_string(place + 1) + " of " + std::to_string(m_all.size()) + ": "
                + unit.name + (state.empty() ? "" : ", " + state),
            static_cast<double>(place) / static_cast<double>(m_all.size()));
    }

    void report(const Stage& stage) const
    {
        std::map<std::string, std::string> failures;
        for (const auto& [of, unit] : m_all)
            if (of == &stage)
                if (const auto record = readUnitRecord(file(unit, ".json"));
                    record && !record->failure.empty() && !record->failure.starts_with(kNotRun))
                    failures[unit.name] = record->failure;
        writeComparisonReport(stage, m_recipe, failures, m_recipe.output / "report" / stage.name);
    }

    const Recipe& m_recipe;
    const ExperimentOptions& m_options;
    const ExperimentCallbacks& m_callbacks;
    const StopFlag& m_stop;
    ExperimentSummary m_summary;
    std::vector<std::pair<const Stage*, Unit>> m_all;
    std::vector<std::string> m_fingerprints;
    std::vector<std::size_t> m_failed; // places in m_all
};

} // namespace

ExperimentSummary runExperiment(const Recipe& recipe, const ExperimentOptions& options,
    const ExperimentCallbacks& callbacks, const StopFlag& stop)
{
    return Runner(recipe, options, callbacks, stop).run();
}

} // namespace steerscope::experiment

// SPDX-License-Identifier: MIT
#include "core/training/experiment/grid.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace steerscope::experiment {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

void setKey(Json& config, const std::string& key, const Json& value)
{
    Json* place = &config;
    std::size_t begin = 0;
    for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', begin)) {
        place = &(*place)[key.substr(begin, dot - begin)];
        if (!place->is_object() && !place->is_null())
            throw Failure(ErrorCode::Input, "the key '" + key + "' leads through something that is no object",
                "grid", "see docs/training.md for the keys");
        begin = dot + 1;
    }
    (*place)[key.substr(begin)] = value;
}

std::vector<std::string> evaluateCommand(const std::string& program, const Grid& grid, const fs::path& model,
    const std::vector<std::string>& manifests, const fs::path& hypotheses,
    const std::vector<std::string>& more)
{
    std::vector<std::string> command{program, "evaluate"};
    command.insert(command.end(), manifests.begin(), manifests.end());
    command.insert(command.end(),
        {"--model", model.string(), "--format", "json", "--output", hypotheses.string(), "--resume",
            "--quiet"});
    command.insert(command.end(), grid.arguments.begin(), grid.arguments.end());
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

Unit evaluation(const std::string& name, std::vector<std::string> command, const fs::path& hypotheses,
    const std::vector<std::string>& manifests)
{
    Unit unit;
    unit.name = name;
    unit.command = std::move(command);
    unit.inputs = {manifests.begin(), manifests.end()};
    unit.outputs = {hypotheses};
    unit.standardOutput = hypotheses.parent_path() / (hypotheses.stem().string() + ".json");
    unit.mayFail = true; // where its training failed
    return unit;
}

} // namespace

std::vector<GridRun> gridRuns(const Stage& stage, const fs::path& output)
{
    std::vector<GridRun> runs;
    const fs::path folder = output / stage.name;
    for (const GridRow& row : stage.grid.rows)
        for (const double share : row.shares)
            for (const int seed : row.seeds) {
                GridRun run;
                run.id = fileName(row.name) + "-" + std::to_string(std::lround(share * 100.0)) + "-s"
                    + std::to_string(seed);
                run.row = row.name;
                run.share = share;
                run.seed = seed;
                run.folder = folder / "runs" / run.id;
                run.hypotheses = folder / "scores" / (run.id + ".jsonl");
                if (!stage.grid.trainManifests.empty())
                    run.trainHypotheses = folder / "scores" / (run.id + ".train.jsonl");
                if (row.sweep)
                    run.sweep = folder / "scores" / (run.id + ".sweep.jsonl");
                runs.push_back(std::move(run));
            }
    return runs;
}

GridRun ctcRun(const Stage& stage, const fs::path& output)
{
    GridRun run;
    run.id = "ctc";
    run.row = kCtcRow;
    run.seed = 0;
    for (const GridRun& other : gridRuns(stage, output))
        if (other.row == stage.grid.ctc && run.folder.empty())
            run.folder = other.folder;
    run.hypotheses = output / stage.name / "scores" / "ctc.jsonl";
    return run;
}

std::string runConfig(const Grid& grid, const GridRow& row, const GridRun& run)
{
    Json config = Json::parse(grid.base);
    for (const auto& [key, value] : row.set)
        setKey(config, key, Json::parse(value));
    setKey(config, "seed", run.seed);
    setKey(config, "data.share", run.share);
    setKey(config, "name", run.id);
    setKey(config, "output", run.folder.string());
    return config.dump(1);
}

std::vector<Unit> gridUnits(const Stage& stage, const fs::path& output, const std::string& program)
{
    const Grid& grid = stage.grid;
    std::vector<Unit> units;
    for (const GridRun& run : gridRuns(stage, output)) {
        const GridRow* row = nullptr;
        for (const GridRow& candidate : grid.rows)
            if (candidate.name == run.row)
                row = &candidate;
        Unit training;
        training.name = stage.name + "." + run.id + ".train";
        training.settings = runConfig(grid, *row, run);
        training.run = run.folder;
        training.outputs = {run.folder / "model"};
        training.inputs = stage.inputs;
        training.mayFail = true;
        units.push_back(training);
        const fs::path model = run.folder / "model";
        const std::string name = stage.name + "." + run.id;
        units.push_back(evaluation(name + ".score",
            evaluateCommand(program, grid, model, grid.manifests, run.hypotheses, {}), run.hypotheses,
            grid.manifests));
        if (!run.trainHypotheses.empty())
            units.push_back(evaluation(name + ".train-score",
                evaluateCommand(program, grid, model, grid.trainManifests, run.trainHypotheses,
                    {"--limit", std::to_string(grid.trainLimit)}),
                run.trainHypotheses, grid.trainManifests));
        if (!run.sweep.empty())
            units.push_back(evaluation(name + ".sweep",
                evaluateCommand(program, grid, model, grid.manifests, run.sweep, {"--master", grid.masters}),
                run.sweep, grid.manifests));
    }
    if (!grid.ctc.empty()) {
        const GridRun run = ctcRun(stage, output);
        units.push_back(evaluation(stage.name + ".ctc.score",
            evaluateCommand(program, grid, run.folder / "model", grid.manifests, run.hypotheses, {"--ctc"}),
            run.hypotheses, grid.manifests));
    }
    return units;
}

} // namespace steerscope::experiment

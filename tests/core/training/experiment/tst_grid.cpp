// SPDX-License-Identifier: MIT
#include "core/training/experiment/grid.h"

#include "core/base/error.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

using namespace steerscope;
using namespace steerscope::experiment;
using Json = nlohmann::json;

namespace {

Stage stageOf()
{
    Stage stage;
    stage.name = "rows";
    stage.kind = StageKind::Grid;
    stage.grid.base = R"({"task": "steering", "steering": {"experts": 8}, "data": {"train": ["/t.tsv"]}})";
    stage.grid.rows = {{"static", {{"steering.variant", "\"static\""}}, {1, 2}, {1.0}, false},
        {"eight", {{"steering.experts", "16"}, {"optimizer.lr.vectors", "0.01"}}, {1}, {0.1, 1.0}, true}};
    stage.grid.reference = "eight";
    stage.grid.manifests = {"/dev.tsv"};
    stage.grid.trainManifests = {"/t.tsv"};
    stage.grid.arguments = {"--normalizer", "none"};
    stage.grid.ctc = "static";
    return stage;
}

} // namespace

TEST_CASE("a run for every row, share and seed")
{
    std::vector<std::string> ids;
    for (const GridRun& run : gridRuns(stageOf(), "/out"))
        ids.push_back(run.id);
    CHECK(ids == std::vector<std::string>{"static-100-s1", "static-100-s2", "eight-10-s1", "eight-100-s1"});
    CHECK(ctcRun(stageOf(), "/out").folder == "/out/rows/runs/static-100-s1");
}

TEST_CASE("a row changes the base, and only what it names")
{
    const Stage stage = stageOf();
    const std::vector<GridRun> runs = gridRuns(stage, "/out");
    const Json config = Json::parse(runConfig(stage.grid, stage.grid.rows[1], runs[2]));
    CHECK(config
        == Json{{"task", "steering"}, {"name", "eight-10-s1"}, {"output", "/out/rows/runs/eight-10-s1"},
            {"seed", 1}, {"steering", {{"experts", 16}}}, {"optimizer", {{"lr", {{"vectors", 0.01}}}}},
            {"data", {{"train", {"/t.tsv"}}, {"share", 0.1}}}});
    GridRow wrong = stage.grid.rows[0];
    wrong.set["task.name"] = "1";
    CHECK_THROWS_AS(runConfig(stage.grid, wrong, runs[0]), Failure);
}

TEST_CASE("a training, its scores, its sweep; the encoder's own CTC once")
{
    const std::vector<Unit> units = gridUnits(stageOf(), "/out", "cli");
    std::vector<std::string> names;
    std::set<std::string> outputs;
    for (const Unit& unit : units) {
        names.push_back(unit.name);
        CHECK(unit.mayFail);
        for (const auto& output : unit.outputs)
            CHECK(outputs.insert(output.string()).second); // no two write the same
    }
    CHECK(std::count(names.begin(), names.end(), "rows.ctc.score") == 1);
    CHECK(std::count(names.begin(), names.end(), "rows.eight-10-s1.sweep") == 1);
    CHECK(std::count(names.begin(), names.end(), "rows.static-100-s1.sweep") == 0);
    CHECK(units.size() == 4 * 3 + 2 + 1);
    const auto score = std::find_if(
        units.begin(), units.end(), [](const Unit& unit) { return unit.name == "rows.eight-100-s1.score"; });
    REQUIRE(score != units.end());
    CHECK(score->command
        == std::vector<std::string>{"cli", "evaluate", "/dev.tsv", "--model",
            "/out/rows/runs/eight-100-s1/model", "--format", "json", "--output",
            "/out/rows/scores/eight-100-s1.jsonl", "--resume", "--quiet", "--normalizer", "none"});
    CHECK(score->standardOutput == "/out/rows/scores/eight-100-s1.json");
    CHECK(feeds(units[0], units[1], "/out")); // the training of a run its score
    CHECK_FALSE(feeds(units[0], *score, "/out"));
}

// SPDX-License-Identifier: MIT
// A whole comparison with the real trainer: the tiny encoder and LLM, two clips, four steps a run.
#include "tests/app/cli/program.h"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

class Comparison {
public:
    // small: two trainings and their scores, no sweep.
    explicit Comparison(bool small = false)
    {
        std::string rows = "path\tduration_s\tspeaker\ttext\n";
        rows += clip("clip1") + "\t2.96\tanna\tone two\n" + clip("clip2") + "\t3.356\tben\tthree\n";
        fs::create_directories(path("corpus"));
        writeFile(path("corpus/dev.tsv"), rows);
        const Json base{{"task", "steering"}, {"data", {{"train", {"${data}"}}, {"dev", {"${data}"}}}},
            {"model",
                {{"encoder", modelPath("whisper")}, {"llm", modelPath("llm-qwen2")}, {"pooling", "max,4@4"}}},
            {"batch", {{"size", 2}}}, {"optimizer", {{"warmup_steps", 1}, {"steps", "${steps}"}}},
            {"dev", {{"every", 4}}}, {"checkpoint", {{"every", 2}}}, {"compute", {{"threads", 1}}}};
        Json rowList{{{"name", "static"}, {"set", {{"steering.variant", "static"}}}},
            {{"name", "layerwise-single"}, {"sweep", !small}}};
        if (!small)
            rowList.push_back(
                {{"name", "absurd"}, {"set", {{"steering.variant", "none of them"}}}, {"seeds", {1}}});
        Json grid{{"base", base}, {"rows", rowList}, {"seeds", small ? Json{1} : Json{1, 2}},
            {"reference", "layerwise-single"}, {"manifests", {"${data}"}}, {"masters", "0,1"},
            {"target_loss", 100.0},
            {"arguments", {"--max-tokens", 4, "--device", "cpu", "--dtype", "float32", "--draws", 100}}};
        if (!small)
            grid["train_manifests"] = {"${data}"};
        writeFile(path("tiny.json"),
            Json{{"format", "steerscope recipe"}, {"version", 1}, {"name", "tiny"},
                {"variables", {{"data", "nowhere.tsv"}, {"steps", 4}}},
                {"stages", {{{"name", "rows"}, {"grid", grid}, {"inputs", {"${data}"}}}}}}
                .dump());
    }

    std::string path(const std::string& name) const { return m_folder.path() / name; }
    std::vector<std::string> arguments() const
    {
        return {"experiment", path("tiny.json"), "--output", path("out"), "--set",
            "data=" + path("corpus/dev.tsv")};
    }
    std::vector<std::string> table(const std::string& name) const
    {
        std::vector<std::string> lines;
        std::istringstream text(contentOf(path("out/report/rows/" + name + ".csv")));
        for (std::string line; std::getline(text, line);)
            lines.push_back(line);
        return lines;
    }

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST_CASE("a comparison from the recipe to the report, and again from what is there")
{
    const Comparison comparison;
    const Finished finished = run(comparison.arguments());
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    CHECK(finished.out == comparison.path("out/report/rows/report.md") + "\n");

    const std::vector<std::string> scores = comparison.table("scores");
    REQUIRE(scores.size() == 4);
    CHECK(scores[1].rfind("static,1,2,0,3,2,", 0)
        == 0); // 100 % of the data, 2 seeds, 0 failed, 3 words, 2 speakers
    CHECK(scores[2].rfind("layerwise-single,1,2,0,3,2,", 0) == 0);
    CHECK(scores[3].rfind("absurd,1,0,1,", 0) == 0); // its only run failed
    const std::vector<std::string> cost = comparison.table("cost");
    REQUIRE(cost.size() == 3);
    CHECK(cost[1].rfind("static,0,0,0," + std::to_string(97 * 64) + ",", 0) == 0);
    CHECK(cost[2].rfind("layerwise-single,3072,3104,4," + std::to_string(97 * 64) + ",", 0)
        == 0); // 4 layers x 8 x 96
    CHECK(comparison.table("master").size() == 1 + 2 * 2); // two seeds at two scales
    CHECK(comparison.table("gap").size() == 3);
    CHECK(comparison.table("sets").size() == 1 + 2); // one set, two rows with scores
    CHECK(fs::exists(comparison.path("out/report/rows/scales.svg")));
    const std::string report = contentOf(comparison.path("out/report/rows/report.md"));
    CHECK(report.find("rows.absurd-100-s1.train") != std::string::npos);
    CHECK(report.find("none of them") != std::string::npos); // and why

    const Finished again = run(comparison.arguments());
    CHECK(again.code == 0);
    CHECK(again.err.find("17 parts, 15 of them done before, 1 failed, 2 could not be run for that")
        != std::string::npos);
    CHECK(comparison.table("scores") == scores);
}

TEST_CASE("Ctrl-C, and on from there")
{
    const Comparison comparison(/*small=*/true);
    Program program(comparison.arguments());
    while (!fs::exists(comparison.path("out/units/rows.layerwise-single-100-s1.train.json")))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    program.interrupt();
    CHECK(program.wait().code == 130);
    CHECK_FALSE(fs::exists(comparison.path("out/report/rows/report.md")));
    const Finished finished = run(comparison.arguments());
    CHECK(finished.code == 0);
    CHECK(finished.err.find("4 parts, 2 of them done before, 0 failed") != std::string::npos);
    CHECK(comparison.table("scores").size() == 3);
}

TEST_CASE("what is wrong with a recipe is said before anything runs")
{
    const Comparison comparison(/*small=*/true);
    Finished finished = run({"experiment", comparison.path("tiny.json"), "--set", "speed=1"});
    CHECK(finished.code == 3);
    CHECK(finished.err.find("no variable 'speed'") != std::string::npos);
    CHECK(run({"experiment", comparison.path("tiny.json"), "--set", "speed"}).code == 2);
    CHECK(run({"experiment", comparison.path("none.json")}).code == 3);
    finished = run({"experiment", comparison.path("tiny.json"), "--output", comparison.path("out2")});
    CHECK(finished.code == 3); // nowhere.tsv
    CHECK(finished.err.find("--set data=FOLDER") != std::string::npos);
}

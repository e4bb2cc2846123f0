// SPDX-License-Identifier: MIT
#include "core/training/experiment/recipe.h"

#include "core/base/error.h"
#include "tests/core/training/experiment/files.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using namespace steerscope::experiment;
namespace fs = std::filesystem;

namespace {

std::string recipeOf(const std::string& stages, const std::string& more = "")
{
    return R"({"format": "steerscope recipe", "version": 1, "variables": {"data": "speech", "steps": 300})"
        + more + R"(, "stages": [)" + stages + "]}";
}

Recipe read(const std::string& text, const RecipeOptions& options = {})
{
    const test::TemporaryFolder folder;
    test::writeText(folder.path() / "small.json", text);
    return readRecipe(folder.path() / "small.json", options);
}

std::string refusal(const std::string& text, const RecipeOptions& options = {})
{
    try {
        read(text, options);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Input);
        return failure.error().message();
    }
    return "";
}

} // namespace

TEST_CASE("variables are put in, whole ones with their type")
{
    const test::TemporaryFolder folder;
    test::writeText(folder.path() / "small.json",
        recipeOf(
            R"({"name": "t", "train": {"optimizer": {"steps": "${steps}"}, "data": {"train": ["${data}/x.tsv"]},
                    "note": "${steps} steps, ${recipe}"}, "inputs": ["../${data}/x.tsv"]})"));
    const Recipe recipe
        = readRecipe(folder.path() / "small.json", {"", {{"data", "/elsewhere"}, {"steps", "5"}}});
    CHECK(recipe.name == "small");
    CHECK(recipe.output == folder.path() / "small");
    REQUIRE(recipe.stages.size() == 1);
    const auto config = nlohmann::json::parse(recipe.stages[0].config);
    CHECK(config["optimizer"]["steps"] == 5);
    CHECK(config["data"]["train"][0] == "/elsewhere/x.tsv");
    CHECK(config["note"] == "5 steps, " + folder.path().string());
    CHECK(readRecipe(folder.path() / "small.json", {folder.path() / "o", {}}).output == folder.path() / "o");
}

TEST_CASE("variables that are paths are seen from the recipe's folder")
{
    const test::TemporaryFolder folder;
    test::writeText(folder.path() / "speech" / "x.tsv", "");
    test::writeText(folder.path() / "small.json",
        recipeOf(R"({"name": "t", "run": ["score", "${data}", "${steps}"], "outputs": ["o"]})"));
    CHECK(readRecipe(folder.path() / "small.json").stages[0].arguments
        == std::vector<std::string>{"score", (folder.path() / "speech").string(), "300"});
    CHECK(readRecipe(folder.path() / "small.json", {"", {{"data", "./elsewhere"}}}).stages[0].arguments[1]
        == (fs::current_path() / "elsewhere").string());
    CHECK(fileName("Last layer, 8 (reshape x4)") == "last-layer-8-reshape-x4");
}

TEST_CASE("every kind of stage")
{
    const Recipe recipe = read(recipeOf(R"({"name": "a", "run": ["score", 3, "${out}/x"], "outputs": ["x"]},
        {"name": "b", "shell": ["sh", "-c", "true"], "outputs": ["y"]},
        {"name": "c", "train": {"task": "ctc"}},
        {"name": "d", "grid": {"base": {"task": "steering"}, "manifests": ["m.tsv"], "seeds": [1, 2],
            "rows": [{"name": "one", "set": {"steering.experts": 1}},
                     {"name": "eight", "seeds": [7], "shares": [0.1, 1.0], "sweep": true}],
            "reference": "eight", "ctc": "one"}})"));
    REQUIRE(recipe.stages.size() == 4);
    CHECK(
        recipe.stages[0].arguments == std::vector<std::string>{"score", "3", recipe.output.string() + "/x"});
    CHECK(recipe.stages[1].kind == StageKind::Shell);
    CHECK(recipe.stages[2].kind == StageKind::Train);
    const Grid& grid = recipe.stages[3].grid;
    CHECK(grid.rows[0].seeds == std::vector{1, 2});
    CHECK(grid.rows[0].set.at("steering.experts") == "1");
    CHECK(grid.rows[1].seeds == std::vector{7});
    CHECK(grid.rows[1].shares == std::vector{0.1, 1.0});
    CHECK(grid.rows[1].sweep);
    CHECK(grid.reference == "eight");
    CHECK(grid.ctc == "one");
}

TEST_CASE("what is wrong is named")
{
    const std::string good = R"({"name": "a", "run": ["x"], "outputs": ["o"]})";
    CHECK(refusal(recipeOf(good)).empty());
    CHECK(refusal("{").find("small.json") != std::string::npos);
    CHECK(
        refusal(R"({"format": "other", "version": 1, "stages": []})").find("no recipe") != std::string::npos);
    CHECK(refusal(recipeOf(good, R"(, "colour": 1)")).find("'colour'") != std::string::npos);
    CHECK(refusal(recipeOf(good + "," + good)).find("two stages") != std::string::npos);
    CHECK(refusal(recipeOf(R"({"name": "a", "run": ["x"]})")).find("no outputs") != std::string::npos);
    CHECK(refusal(recipeOf(R"({"name": "a", "run": ["x"], "train": {}})")).find("one of run")
        != std::string::npos);
    CHECK(refusal(recipeOf(R"({"name": "a", "run": ["${nothing}"], "outputs": ["o"]})")).find("'nothing'")
        != std::string::npos);
    CHECK(
        refusal(recipeOf(R"({"run": ["x"], "outputs": ["o"]})")).find("not understood") != std::string::npos);
    CHECK(refusal(recipeOf(R"({"name": "g", "grid": {"base": {}, "rows": [], "manifests": []}})"))
              .find("no rows")
        != std::string::npos);
    CHECK(
        refusal(
            recipeOf(
                R"({"name": "g", "grid": {"base": {}, "rows": [{"name": "a"}], "manifests": [], "reference": "b"}})"))
            .find("'b' is no row")
        != std::string::npos);
    CHECK(refusal(recipeOf(good), {"", {{"speed", "1"}}}).find("no variable 'speed'") != std::string::npos);
}

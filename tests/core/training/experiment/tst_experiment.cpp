// SPDX-License-Identifier: MIT
// Recipes of shell commands that count how often they are run.
#include "core/training/experiment/experiment.h"

#include "core/base/error.h"
#include "tests/core/training/experiment/files.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using namespace steerscope::experiment;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

class Place {
public:
    Place() { test::writeText(path("input.txt"), "one"); }
    fs::path path(const std::string& name) const { return m_folder.path() / name; }

    // Copies `from` to `to` and notes that it ran.
    Json copying(const std::string& name, const std::string& from, const std::string& to) const
    {
        return {{"name", name},
            {"shell",
                {"sh", "-c",
                    "echo " + name + " >> " + path("ran").string() + "; cp " + path(from).string() + " "
                        + path(to).string()}},
            {"inputs", {path(from).string()}}, {"outputs", {path(to).string()}}};
    }

    ExperimentSummary run(
        const Json& stages, const StopFlag& stop = {}, const ExperimentCallbacks& callbacks = {}) const
    {
        const Json recipe{{"format", "steerscope recipe"}, {"version", 1}, {"name", "r"}, {"stages", stages}};
        test::writeText(path("r.json"), recipe.dump());
        return runExperiment(
            readRecipe(path("r.json"), {path("out"), {}}), {"no-cli", false}, callbacks, stop);
    }
    std::string ran() const { return test::textOf(path("ran")); }

private:
    test::TemporaryFolder m_folder;
};

} // namespace

TEST_CASE("stages run in order, each once")
{
    const Place place;
    const Json stages{place.copying("a", "input.txt", "a.txt"), place.copying("b", "a.txt", "b.txt")};
    const ExperimentSummary first = place.run(stages);
    CHECK(first.units == 2);
    CHECK(first.reused == 0);
    CHECK(place.ran() == "a\nb\n");
    CHECK(place.run(stages).reused == 2);
    CHECK(place.ran() == "a\nb\n");
    CHECK(test::textOf(place.path("out/units/a.log")).find("sh -c") == 0); // can be typed by hand
}

TEST_CASE("what has changed is made anew, with all that follows from it")
{
    const Place place;
    const Json stages{place.copying("a", "input.txt", "a.txt"), place.copying("b", "a.txt", "b.txt"),
        place.copying("c", "input.txt", "c.txt")};
    place.run(stages);
    fs::remove(place.path("b.txt")); // an output that is gone
    place.run(stages);
    CHECK(place.ran() == "a\nb\nc\nb\n");
    test::writeText(place.path("input.txt"), "two");
    place.run(stages);
    CHECK(place.ran() == "a\nb\nc\nb\na\nb\nc\n");
    CHECK(test::textOf(place.path("b.txt")) == "two");
    Json changed = stages;
    changed[2]["shell"][2] = changed[2]["shell"][2].get<std::string>() + "; true";
    place.run(changed);
    CHECK(place.ran() == "a\nb\nc\nb\na\nb\nc\nc\n"); // nothing else
}

TEST_CASE("a stage that fails ends the experiment, names its log, and is tried again")
{
    const Place place;
    const Json failing{{"name", "bad"}, {"shell", {"sh", "-c", "echo no disk >&2; exit 4"}},
        {"outputs", {place.path("x").string()}}};
    const Json stages{
        place.copying("a", "input.txt", "a.txt"), failing, place.copying("b", "a.txt", "b.txt")};
    try {
        place.run(stages);
        FAIL("went on");
    } catch (const Failure& failure) {
        CHECK(failure.error().what == "bad failed: no disk");
        CHECK(failure.error().where == (place.path("out/units/bad.log")).string());
    }
    CHECK(place.ran() == "a\n");
    Json mended = stages;
    mended[1] = place.copying("bad", "a.txt", "x");
    CHECK(place.run(mended).reused == 1);
    CHECK(place.ran() == "a\nbad\nb\n");
}

TEST_CASE("a program that leaves no output has failed")
{
    const Place place;
    const Json nothing{{"name", "n"}, {"shell", {"true"}}, {"outputs", {place.path("never").string()}}};
    CHECK_THROWS_AS(place.run(Json::array({nothing})), Failure);
}

TEST_CASE("a stopped experiment goes on where it was")
{
    const Place place;
    const StopFlag stop;
    Json slow = place.copying("slow", "input.txt", "s.txt");
    slow["shell"][2] = "echo slow >> " + place.path("ran").string() + "; test -e "
        + place.path("second").string() + " || { touch " + place.path("second").string()
        + "; sleep 60; }; cp " + place.path("input.txt").string() + " " + place.path("s.txt").string();
    const Json stages{place.copying("a", "input.txt", "a.txt"), slow, place.copying("b", "s.txt", "b.txt")};
    ExperimentCallbacks callbacks;
    callbacks.progress = [&](const std::string& stage, double) {
        if (stage.find("slow") != std::string::npos && fs::exists(place.path("second")))
            stop.stop();
    };
    CHECK_THROWS_AS(place.run(stages, stop, callbacks), Failure);
    CHECK_FALSE(fs::exists(place.path("s.txt")));
    CHECK(place.run(stages).reused == 1);
    CHECK(place.ran() == "a\nslow\nslow\nb\n");
}

// SPDX-License-Identifier: MIT
// The commands that ask why, on the tiny model: their forms, their agreement with transcribe, their errors.
#include "tests/app/cli/program.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
using Json = nlohmann::json;

namespace {

std::vector<std::string> asking(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin() + 1, clip("clip2"));
    for (const char* more : {"--max-tokens", "4"})
        arguments.emplace_back(more);
    return withModel(arguments);
}

Json jsonOf(std::vector<std::string> arguments)
{
    arguments.insert(arguments.end(), {"--format", "json"});
    const Finished finished = run(asking(arguments));
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    return Json::parse(finished.out);
}

std::string textAt(const std::string& scale)
{
    return Json::parse(
        run(asking({"transcribe", "--no-vad", "--format", "json", "--scale", scale})).out)["text"];
}

} // namespace

TEST_CASE("a sweep in its three forms; its points are transcriptions")
{
    const Json sweep
        = jsonOf({"sweep", "--from", "0", "--to", "2", "--points", "3", "--reference", "one two"});
    CHECK(sweep["study"] == "sweep");
    CHECK(sweep["swept"] == "master");
    CHECK(sweep["normalizer"] == "none");
    REQUIRE(sweep["points"].size() == 3);
    for (const Json& point : sweep["points"])
        CHECK(point["text"] == textAt(std::to_string(point["scale"].get<double>())));
    const std::string csv = run(asking({"sweep", "--points", "2", "--layers", "1-2", "--format", "csv"})).out;
    CHECK(csv.rfind("scale,wer,logprob,text\n-1.0,,", 0) == 0);
    CHECK(run(asking({"sweep", "--points", "2", "--layers", "1-2"})).out.find("swept: layers 1, 2")
        != std::string::npos);
}

TEST_CASE("ablation: a line a layer, a cell an expert")
{
    const Json total = jsonOf({"ablate", "--reference", "one two", "--normalizer", "basic"});
    CHECK(total["form"] == "remove");
    CHECK(total["normalizer"] == "basic");
    CHECK(total["cells"][0]["layer"] == 1);
    CHECK(total["cells"][0]["expert"].is_null());
    CHECK(total["cells"][1]["expert"] == 1);
    const Json direct = jsonOf({"ablate", "--form", "mean", "--effect", "direct", "--layers", "2"});
    CHECK(direct["effect"] == "direct");
    for (const Json& cell : direct["cells"])
        CHECK(cell["layer"] == 2);
    CHECK(run(asking({"ablate"})).out.find("change of log p") != std::string::npos);
    CHECK(run(asking({"ablate", "--layers", "77"})).code == 2);
}

TEST_CASE("attribution, heard words and fitted scales")
{
    const TemporaryFolder folder;
    const Json whole = jsonOf({"attribute", "--target", "one two"});
    CHECK(whole["words"] == Json({"one", "two"}));
    CHECK(whole["word"].is_null());
    CHECK(whole["layers"][0]["expert_integrals"].size() == whole["layers"][1]["expert_integrals"].size());
    CHECK(jsonOf({"attribute", "--target", "one two", "--word", "2"})["word"] == 2);
    CHECK(run(asking({"attribute", "--target", "one two", "--word", "3"})).code == 2);
    CHECK(jsonOf({"attribute", "--heard"})["neutral"] == "silence");
    const std::string settings = folder.path() / "fit.json";
    const Json fit = jsonOf({"fit", "--target", "one two", "--steps", "3", "--others", clip("clip1"),
        "--save-settings", settings});
    CHECK(fit["costs"].size() == 2);
    CHECK(fit["costs"][1]["recording"] == clip("clip1"));
    CHECK(Json::parse(contentOf(settings)) == fit["proposal"]);
    CHECK(run(asking({"fit"})).code == 2); // no target
}

TEST_CASE("help has examples; a result that cannot be written is said")
{
    for (const char* command : {"sweep", "ablate", "attribute", "fit"})
        CHECK(run({command, "--help"}).out.find(std::string("Example:\n  steerscope-cli ") + command)
            != std::string::npos);
    CHECK(run(asking({"sweep", "--output", "/no/such/folder/s.csv"})).code == 6);
    CHECK(run(asking({"sweep", "--from", "2", "--to", "1"})).code == 2);
}

// SPDX-License-Identifier: MIT
// `analyze` of gates that were saved, and the study over a manifest.
#include "tests/app/cli/program.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

std::string row(const std::string& clipName, const std::string& speaker)
{
    return Json{{"audio_filepath", clip(clipName)}, {"duration", 30.0}, {"text", "one two"},
               {"speaker", speaker}}
               .dump()
        + "\n";
}

std::size_t linesOf(const fs::path& file)
{
    const std::string content = contentOf(file);
    return static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
}

} // namespace

TEST_CASE("saved gates give the figures of the run that saved them")
{
    const TemporaryFolder folder;
    const std::string gates = folder.path() / "g.safetensors";
    REQUIRE(
        run(withModel({"transcribe", clip("clip1"), "--gates", gates, "--max-tokens", "1", "--scale", "0.5"}))
            .code
        == 0);
    const Finished direct = run(withModel({"analyze", clip("clip1"), "--format", "json", "--scale", "0.5"}));
    const Finished saved = run({"analyze", "--gates", gates, "--format", "json"}); // needs no model
    REQUIRE(saved.code == 0);
    CHECK(Json::parse(saved.out) == Json::parse(direct.out));
    // Twice the same gates: the same means, twice the frames.
    const Json twice
        = Json::parse(run({"analyze", "--gates", gates, "--gates", gates, "--format", "json"}).out);
    CHECK(twice["frames"] == 2 * Json::parse(direct.out)["frames"].get<int>());
    CHECK(twice["files"] == 2);
}

TEST_CASE("gates of another model, or no gates, are refused")
{
    const TemporaryFolder folder;
    const std::string layerwise = folder.path() / "l.safetensors";
    const std::string post = folder.path() / "p.safetensors";
    REQUIRE(
        run(withModel({"transcribe", clip("clip1"), "--gates", layerwise, "--max-tokens", "1"})).code == 0);
    REQUIRE(run(withModel({"transcribe", clip("clip1"), "--gates", post, "--max-tokens", "1"},
                    "bundles/post-encoder"))
                .code
        == 0);
    const Finished mixed = run({"analyze", "--gates", layerwise, post});
    CHECK(mixed.code == 3);
    CHECK(mixed.err.find("another model") != std::string::npos);
    CHECK(run({"analyze", "--gates", clip("clip1")}).code == 3);
    CHECK(run({"analyze"}).code == 2);
    CHECK(run({"analyze", clip("clip1"), "--gates", layerwise}).code == 2);
    CHECK(run({"analyze", "--manifest", "x.tsv"}).code == 2); // --report is missing
}

TEST_CASE("the study of a manifest: a report that appears whole, and two nulls to be evaluated")
{
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "corpus");
    const std::string manifest = folder.path() / "corpus" / "dev.jsonl";
    writeFile(manifest, row("clip1", "anna") + row("clip2", "ben"));
    writeFile(
        folder.path() / "corpus" / "dev.speakers.tsv", "speaker\tage\tgender\nanna\t9\tf\nben\t40\tm\n");
    const fs::path report = folder.path() / "report";
    const fs::path nulls = folder.path() / "nulls";
    const Finished finished = run(withModel(
        {"analyze", "--manifest", manifest, "--report", report, "--nulls", nulls, "--draws", "20"}));
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    const std::string text = contentOf(report / "report.md");
    CHECK(text.find("What each layer does: layerwise-single") != std::string::npos);
    CHECK(text.find("2 recordings") != std::string::npos);
    CHECK(linesOf(report / "layers.csv") == 1 + 4); // layers
    CHECK(linesOf(report / "routing.csv") == 1 + 4 * 4); // position, energy, both, pitch
    // The clips differ in length by more than a tenth, so no groups are matched: noise, music, environment.
    CHECK(linesOf(report / "contrasts.csv") == 1 + 3 * 4);
    CHECK(contentOf(report / "layers.csv").rfind("layer,experts,scale,", 0) == 0);
    CHECK(fs::exists(report / "routing.svg"));
    for (const char* name : {"frozen-gates", "random-vectors"})
        CHECK(run({"transcribe", clip("clip1"), "--model", nulls / name, "--max-tokens", "2", "--device",
                      "cpu"})
                  .code
            == 0);
}

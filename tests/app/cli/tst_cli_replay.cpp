// SPDX-License-Identifier: MIT
// A session written by one process says the same in the next, or says why not.
#include "core/protocol/session_archive.h"
#include "tests/app/cli/program.h"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using namespace steerscope::test;
using Json = nlohmann::json;

namespace {

std::string writeSession(const TemporaryFolder& folder, const std::vector<std::string>& more = {})
{
    const std::string file = (folder.path() / "a.steersession").string();
    std::vector<std::string> arguments{
        "transcribe", clip("clip1"), "--max-tokens", "20", "--session", file, "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = run(withModel(arguments));
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    const SessionArchive archive = readSessionArchive(file);
    REQUIRE(archive.runs.size() == 1);
    CHECK(archive.runs[0].run.transcript.text() == Json::parse(finished.out)["text"].get<std::string>());
    CHECK(archive.runs[0].run.model.fingerprint.size() == 64);
    CHECK(archive.runs[0].gates.size() == archive.runs[0].run.transcript.segments.size());
    return file;
}

} // namespace

TEST_CASE("replay: the same words, and gates as half precision holds them")
{
    const TemporaryFolder folder;
    const std::string file = writeSession(folder, {"--layer-scale", "2=2", "--mute", "1:1"});
    const Finished finished = run({"replay", file, "--format", "json"});
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    const Json replayed = Json::parse(finished.out).at(0);
    CHECK(replayed["same"] == true);
    CHECK(replayed["then"] == replayed["now"]);
    CHECK(replayed["known_differences"].empty());
    CHECK(replayed["largest_gate_difference"].get<double>() < 1.0 / 2048);
}

TEST_CASE("replay: with another model it says so")
{
    const TemporaryFolder folder;
    const std::string file = writeSession(folder);
    const Finished finished
        = run({"replay", file, "--model", modelPath("bundles/layerwise-routers"), "--format", "json"});
    const Json replayed = Json::parse(finished.out).at(0);
    CHECK(replayed["known_differences"].at(0).get<std::string>().find("the model is another one") == 0);
    CHECK((finished.code == 0) == replayed["same"].get<bool>());
}

// Words nobody said: the archive claims another token, and the place is named.
TEST_CASE("replay: other words are found where they begin")
{
    const TemporaryFolder folder;
    const std::string file = writeSession(folder);
    SessionArchive archive = readSessionArchive(file);
    Segment& segment = archive.runs[0].run.transcript.segments.at(0);
    REQUIRE(segment.tokens.size() > 3);
    segment.tokens[2].id += 1;
    segment.tokens[2].text = "other";
    segment.text += " changed";
    writeSessionArchive(file, archive);
    const Finished finished = run({"replay", file});
    CHECK(finished.code == 4);
    CHECK(finished.out.find("audio window 1, token 3: \"other\" then") != std::string::npos);
    CHECK(finished.out.find("nothing else is known to differ") != std::string::npos);
    CHECK(finished.err.find("1 of 1 runs say something else now") != std::string::npos);
}

TEST_CASE("replay: what is no archive is refused")
{
    const Finished finished = run({"replay", clip("clip1")});
    CHECK(finished.code == 3);
    CHECK(finished.err.find("clip1.wav") != std::string::npos);
    CHECK(run({"replay"}).code == 2);
}

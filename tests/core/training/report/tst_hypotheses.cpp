// SPDX-License-Identifier: MIT
#include "core/training/report/hypotheses.h"

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace steerscope;
using namespace steerscope::report;

namespace {

Hypothesis sample()
{
    return {"a/\"b\".wav", 1.25, 2.5, "corpus/dev", "s1", {"child", "female"}, "one two three", "one too",
        0.125, "model", "00ff"};
}

void write(const std::filesystem::path& file, const std::string& content)
{
    std::ofstream(file, std::ios::binary) << content;
}

} // namespace

TEST_CASE("a hypothesis comes back as it was written")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "h.jsonl";
    const std::string line = hypothesisLine(sample());
    CHECK(line.find(R"("pred_text":"one too")") != std::string::npos); // NeMo's key
    CHECK(line.find(R"("substitutions":1,"deletions":1,"insertions":0,"words":3)") != std::string::npos);
    write(file, line + line);
    const std::vector<Hypothesis> read = readHypotheses(file);
    REQUIRE(read.size() == 2);
    CHECK(hypothesisLine(read[1]) == line);
}

TEST_CASE("NeMo's own keys are enough")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "h.jsonl";
    write(file,
        R"({"audio_filepath": "x.wav", "duration": 1.0, "text": "a", "pred_text": "b"})"
        "\n");
    const std::vector<Hypothesis> read = readHypotheses(file);
    REQUIRE(read.size() == 1);
    CHECK(read[0].text == "b");
    CHECK(read[0].speaker.empty());
}

TEST_CASE("a line cut off at the end is left out, a broken one before it is named")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "h.jsonl";
    const std::string line = hypothesisLine(sample());
    write(file, line + line.substr(0, line.size() / 2));
    CHECK(readHypotheses(file).size() == 1);
    write(file, line + "nonsense\n" + line);
    try {
        readHypotheses(file);
        FAIL("nonsense was read");
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Input);
        CHECK(failure.error().where.ends_with("line 2"));
    }
    CHECK_THROWS_AS(readHypotheses(folder.path() / "none"), Failure);
}

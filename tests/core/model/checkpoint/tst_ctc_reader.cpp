// SPDX-License-Identifier: MIT
// A head of two letters over hidden values that spell a text.
#include "core/model/checkpoint/ctc_reader.h"

#include "core/base/error.h"
#include "core/model/checkpoint/tensor_file.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

using namespace steerscope;

namespace {

// Hidden values are the logits themselves, times 1 and with a bias of 0: blank, "a", "b".
void writeHead(const std::filesystem::path& folder, const std::string& labels = R"(["a", "b"])")
{
    const std::vector<float> weight{1, 0, 0, 0, 1, 0, 0, 0, 1};
    const std::vector<float> bias{0, 0, 0};
    writeSafetensors(folder / "ctc_head.safetensors",
        {{"weight", DType::Float32, {3, 3}, weight.data()}, {"bias", DType::Float32, {3}, bias.data()}});
    std::ofstream(folder / "ctc_labels.json") << labels;
}

std::vector<float> spelled(const std::string& path) // "_" is the blank
{
    std::vector<float> hidden;
    for (const char c : path)
        for (const char label : {'_', 'a', 'b'})
            hidden.push_back(c == label ? 5.0F : 0.0F);
    return hidden;
}

} // namespace

TEST_CASE("characters lie where the encoder heard them")
{
    const test::TemporaryFolder folder;
    writeHead(folder.path());
    const auto reader = CtcReader::load(folder.path());
    REQUIRE(reader);
    CHECK(reader->width() == 3);
    const std::vector<float> hidden = spelled("__aa_b__");
    const std::vector<float> logs = reader->logProbabilities(hidden);
    REQUIRE(logs.size() == 24);
    CHECK(logs[0] == doctest::Approx(5.0 - std::log(std::exp(5.0) + 2.0)));
    // The apostrophe is no label: it has no width, behind the "a".
    const auto aligned = reader->align("a'b", hidden, 8, 0.5);
    REQUIRE(aligned);
    REQUIRE(aligned->characters.size() == 3);
    CHECK(aligned->characters[0].begin == 1.0);
    CHECK(aligned->characters[0].end == 2.0);
    CHECK(aligned->characters[1].begin == 2.0);
    CHECK(aligned->characters[1].end == 2.0);
    CHECK(aligned->characters[2].begin == 2.0);
    CHECK(aligned->characters[2].end == 3.0);
    CHECK_FALSE(reader->align("ab", hidden, 1, 0.5)); // one frame is too short
    CHECK_FALSE(reader->align("xyz", hidden, 8, 0.5));
}

TEST_CASE("greedy text joins repeats and leaves blanks out")
{
    const test::TemporaryFolder folder;
    writeHead(folder.path());
    const auto reader = CtcReader::load(folder.path());
    CHECK(reader->greedyText(spelled("_aab_bb_a"), 9) == "abba");
    CHECK(reader->greedyText(spelled("_aab_bb_a"), 4) == "ab"); // the frames behind are padding
    CHECK(reader->greedyText(spelled("___"), 3).empty());
}

TEST_CASE("no head, and a head of other labels")
{
    const test::TemporaryFolder folder;
    CHECK_FALSE(CtcReader::load(folder.path()));
    writeHead(folder.path(), R"(["a"])");
    CHECK_THROWS_AS(CtcReader::load(folder.path()), Failure);
}

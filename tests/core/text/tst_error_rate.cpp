// SPDX-License-Identifier: MIT
// Checked against jiwer (tests/data/text/HOW_MADE.md) and, for the alignment, against a slow recursion.
#include "core/text/error_rate.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;

namespace {

ErrorCounts fromJiwer(const nlohmann::json& counts)
{
    return {counts[0].get<long>(), counts[1].get<long>(), counts[2].get<long>(), counts[3].get<long>()};
}

// The definition, without any table.
long distance(std::span<const int> a, std::span<const int> b)
{
    if (a.empty() || b.empty())
        return static_cast<long>(a.size() + b.size());
    return std::min({distance(a.subspan(1), b) + 1, distance(a, b.subspan(1)) + 1,
        distance(a.subspan(1), b.subspan(1)) + (a[0] == b[0] ? 0 : 1)});
}

std::vector<int> randomSequence(std::mt19937& generator, int maxLength, int symbols)
{
    std::vector<int> sequence(generator() % static_cast<unsigned>(maxLength + 1));
    for (int& item : sequence)
        item = static_cast<int>(generator() % static_cast<unsigned>(symbols));
    return sequence;
}

// The runs cover both sequences in order, and say the truth about every item.
void checkRuns(const std::vector<EditRun>& runs, const std::vector<int>& a, const std::vector<int>& b)
{
    std::size_t inA = 0;
    std::size_t inB = 0;
    for (const EditRun& run : runs) {
        CHECK(run.referenceBegin == inA);
        CHECK(run.hypothesisBegin == inB);
        inA = run.referenceEnd;
        inB = run.hypothesisEnd;
        const std::size_t fromA = run.referenceEnd - run.referenceBegin;
        const std::size_t fromB = run.hypothesisEnd - run.hypothesisBegin;
        CHECK((run.kind == EditKind::Inserted ? fromA == 0 : fromA > 0));
        CHECK((run.kind == EditKind::Deleted ? fromB == 0 : fromB > 0));
        if (run.kind == EditKind::Equal || run.kind == EditKind::Replaced) {
            REQUIRE(fromA == fromB);
            for (std::size_t i = 0; i < fromA; ++i)
                CHECK((a[run.referenceBegin + i] == b[run.hypothesisBegin + i])
                    == (run.kind == EditKind::Equal));
        }
    }
    CHECK(inA == a.size());
    CHECK(inB == b.size());
}

} // namespace

TEST_CASE("counts and rates are jiwer's")
{
    std::ifstream stream(STEERSCOPE_TEST_DATA "/text/error_rates.json");
    const auto golden = nlohmann::json::parse(stream);
    ErrorCounts words;
    ErrorCounts characters;
    for (const auto& pair : golden["pairs"]) {
        const auto reference = pair["reference"].get<std::string>();
        const auto hypothesis = pair["hypothesis"].get<std::string>();
        CAPTURE(reference);
        CHECK(wordErrors(reference, hypothesis) == fromJiwer(pair["words"]));
        CHECK(characterErrors(reference, hypothesis) == fromJiwer(pair["characters"]));
        words += wordErrors(reference, hypothesis);
        characters += characterErrors(reference, hypothesis);
    }
    CHECK(words.rate().value() == doctest::Approx(golden["corpus"]["wer"].get<double>()).epsilon(1e-12));
    CHECK(characters.rate().value() == doctest::Approx(golden["corpus"]["cer"].get<double>()).epsilon(1e-12));
}

TEST_CASE("an empty reference has no rate")
{
    CHECK(!wordErrors("", "").rate());
    CHECK(!wordErrors(" \t", "a b").rate());
    CHECK(wordErrors("", "a b").insertions == 2);
    CHECK(wordErrors("a b", "").rate().value() == 1.0);
}

TEST_CASE("alignments have the fewest errors possible, with a table and by halves")
{
    std::mt19937 generator(11);
    for (int round = 0; round < 300; ++round) {
        const std::vector<int> a = randomSequence(generator, 7, 3);
        const std::vector<int> b = randomSequence(generator, 7, 3);
        const long fewest = distance(a, b);
        for (const std::size_t maxCells : {std::size_t{1} << 20, std::size_t{1}}) {
            const std::vector<EditRun> runs = align(a, b, maxCells);
            checkRuns(runs, a, b);
            CHECK(countErrors(runs).errors() == fewest);
        }
    }
}

TEST_CASE("halving gives as few errors as the table on long sequences")
{
    std::mt19937 generator(12);
    for (int round = 0; round < 5; ++round) {
        const std::vector<int> a = randomSequence(generator, 600, 20);
        const std::vector<int> b = randomSequence(generator, 600, 20);
        const std::vector<EditRun> byHalves = align(a, b, 1000);
        checkRuns(byHalves, a, b);
        CHECK(countErrors(byHalves).errors() == countErrors(align(a, b)).errors());
    }
}

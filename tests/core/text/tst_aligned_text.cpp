// SPDX-License-Identifier: MIT
#include "core/text/aligned_text.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace steerscope;

namespace {

AlignedCharacter heard(double first, double last, double logProbability)
{
    return {first - 0.1, last + 0.1, logProbability, first, last, true};
}

const AlignedCharacter kUnknown{0.0, 0.0, 0.0, 0.0, 0.0, false};

} // namespace

TEST_CASE("a word lies from its first known character to its last")
{
    const AlignedText text{"\xC3\xA9"
                           "a bc", // e acute, in two bytes
        {heard(1.0, 1.1, std::log(0.5)), heard(1.2, 1.3, std::log(0.25)), heard(1.4, 1.5, 0.0),
            heard(2.0, 2.25, 0.0), kUnknown}};
    const std::vector<TimedWord> words = alignedWords(text, 10.0);
    REQUIRE(words.size() == 2);
    CHECK(words[0].text
        == "\xC3\xA9"
           "a");
    CHECK(words[0].aligned);
    CHECK(words[0].start == 11.0);
    CHECK(words[0].end == doctest::Approx(11.3));
    CHECK(words[0].score == doctest::Approx(std::sqrt(0.125)));
    CHECK(words[1].text == "bc");
    CHECK(words[1].start == 12.0);
    CHECK(words[1].end == 12.25);
    CHECK(words[1].score == 1.0);
}

TEST_CASE("a word of which the aligner knows no character says so")
{
    const std::vector<TimedWord> words
        = alignedWords({"a 9", {heard(0.5, 0.6, 0.0), kUnknown, kUnknown}}, 0.0);
    REQUIRE(words.size() == 2);
    CHECK(words[0].aligned);
    CHECK_FALSE(words[1].aligned);
    CHECK(words[1].score == 0.0);
    for (const TimedWord& word : wordsWithoutTimes(" one  two "))
        CHECK_FALSE(word.aligned);
    CHECK(wordsWithoutTimes(" one  two ").size() == 2);
    CHECK(wordsWithoutTimes("").empty());
}

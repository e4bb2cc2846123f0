// SPDX-License-Identifier: MIT
// Checked against openai-whisper's normalisers: tests/data/text/HOW_MADE.md.
#include "core/text/english_spelling.h"
#include "core/text/text_normalizer.h"

#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;

namespace {

struct Agreement {
    int equal = 0;
    int all = 0;
};

Agreement agreement(TextNormalizer normalizer, const char* field)
{
    std::ifstream stream(STEERSCOPE_TEST_DATA "/text/normalized.jsonl");
    REQUIRE(stream);
    Agreement result;
    for (std::string line; std::getline(stream, line); ++result.all) {
        const auto json = nlohmann::json::parse(line);
        const auto text = json["text"].get<std::string>();
        const auto expected = json[field].get<std::string>();
        const std::string found = normalizeText(normalizer, text);
        result.equal += found == expected;
        if (found != expected)
            MESSAGE(text << "\n  expected: " << expected << "\n  found:    " << found);
    }
    return result;
}

} // namespace

TEST_CASE("basic does what Whisper's BasicTextNormalizer does")
{
    const Agreement result = agreement(TextNormalizer::Basic, "basic");
    CHECK(result.all > 1500);
    CHECK(result.equal == result.all);
}

TEST_CASE("whisper-english does what Whisper's EnglishTextNormalizer does")
{
    const Agreement result = agreement(TextNormalizer::WhisperEnglish, "english");
    CHECK(result.all > 1500);
    CHECK(result.equal == result.all);
}

TEST_CASE("none changes nothing but broken bytes")
{
    CHECK(normalizeText(TextNormalizer::None, " As  It is.\t") == " As  It is.\t");
    CHECK(normalizeText(TextNormalizer::None, "a\xFF") == "a\uFFFD");
}

TEST_CASE("normalisers are found by name")
{
    for (const auto normalizer :
        {TextNormalizer::None, TextNormalizer::Basic, TextNormalizer::WhisperEnglish})
        CHECK(textNormalizerFromName(textNormalizerName(normalizer)) == normalizer);
    CHECK(!textNormalizerFromName("whisper"));
    CHECK(!textNormalizerFromName(""));
}

TEST_CASE("normalising twice changes nothing more for plain words")
{
    for (const char* text : {"twenty two apples", "the colour of money", "Mr. Jones didn't go"}) {
        const std::string once = normalizeText(TextNormalizer::WhisperEnglish, text);
        CHECK(normalizeText(TextNormalizer::WhisperEnglish, once) == once);
    }
}

TEST_CASE("spelling follows the families of words and leaves others alone")
{
    CHECK(americanSpelling("colours") == "colors");
    CHECK(americanSpelling("organisation") == "organization");
    CHECK(americanSpelling("travelling") == "traveling");
    CHECK(americanSpelling("archaeology") == "archeology");
    CHECK(americanSpelling("advise") == "advise");
    CHECK(americanSpelling("hour") == "hour");
    CHECK(americanSpelling("") == "");
}

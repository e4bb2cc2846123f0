// SPDX-License-Identifier: MIT
// Tracks written by hand, and what Silero VAD's own package makes of drawn ones (tests/data/vad/HOW_MADE.md).
#include "core/audio/speech_segments.h"

#include "tests/core/audio/audio_test_support.h"

#include <nlohmann/json.hpp>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr int kPad = 480; // samples in 30 ms

// "__ooo--": silence 0.1, between the thresholds 0.4, speech 0.9; a letter a chunk.
std::vector<float> track(const std::string& drawn)
{
    std::vector<float> probabilities;
    for (char letter : drawn)
        probabilities.push_back(letter == 'o' ? 0.9F : letter == '-' ? 0.4F : 0.1F);
    return probabilities;
}

std::vector<SpeechSpan> found(const std::string& drawn, const SpeechRules& rules = {})
{
    return speechSegments(track(drawn), static_cast<std::int64_t>(drawn.size()) * kVoiceChunk, rules);
}

SpeechSpan chunks(int begin, int end, int pad = kPad)
{
    return {begin * kVoiceChunk - pad, end * kVoiceChunk + pad};
}

} // namespace

TEST_CASE("speech begins at the threshold and ends where it falls below the release for long enough")
{
    CHECK(found("").empty());
    CHECK(found("__________").empty());
    CHECK(found("--------------------").empty());
    CHECK(found("__oooooooooo_____") == std::vector{chunks(2, 12)});
    CHECK(found("__oooooo----oooo_____") == std::vector{chunks(2, 16)});
    CHECK(found("__oooooooo___oooo_____") == std::vector{chunks(2, 17)}); // a dip of 96 ms
    CHECK(found("__oooooooo-----______")
        == std::vector{chunks(2, 15)}); // it fades: the end is where it is quiet
}

TEST_CASE("short speech is dropped, and the end of the recording ends speech")
{
    CHECK(found("__ooooooo______").empty()); // 224 ms
    CHECK(found("__oooooooo______").size() == 1); // 256 ms
    SpeechRules any;
    any.minSpeechMs = 0;
    CHECK(found("__o______", any) == std::vector{chunks(2, 3)});
    const auto open = found("__oooooooooo");
    REQUIRE(open.size() == 1);
    CHECK(open[0].end == 12 * kVoiceChunk);
    // The last chunk may be only begun.
    CHECK(speechSegments(track("__oooooooooo"), 12 * kVoiceChunk - 500).at(0).end == 12 * kVoiceChunk - 500);
}

TEST_CASE("padding stays inside the recording and out of the neighbour")
{
    SpeechRules wide;
    wide.padMs = 200; // 3200 samples
    const auto padded = found("__oooooooooo_____oooooooooo__", wide);
    REQUIRE(padded.size() == 2);
    CHECK(padded[0] == SpeechSpan{0, 12 * kVoiceChunk + 1280}); // half of the five chunks between
    CHECK(padded[1] == SpeechSpan{17 * kVoiceChunk - 1280, 29 * kVoiceChunk});
}

TEST_CASE("speech that gets too long is cut at its longest dip, else where it is")
{
    SpeechRules rules;
    rules.padMs = 0;
    rules.maxSpeechSeconds = 0.512 + 0.032; // 16 chunks and one for the chunk in hand
    CHECK(found(std::string(20, 'o'), rules)
        == std::vector{chunks(0, 17, 0)}); // what is left is shorter than 250 ms
    // Dips of 4 and of 5 chunks; only the first chunk of each is below the release, so none ends the speech.
    CHECK(found("ooo_---oo_----ooooooooo______", rules) == std::vector{chunks(0, 9, 0), chunks(14, 23, 0)});
}

TEST_CASE("thresholds")
{
    SpeechRules low;
    low.threshold = 0.4;
    CHECK(found("__----------______", low) == std::vector{chunks(2, 12)});
    SpeechRules release;
    release.release = 0.45; // now what is undecided is silence
    CHECK(found("__oooooooooo-----oooooooooo______", release) == std::vector{chunks(2, 12), chunks(17, 27)});
    for (double wrong : {-0.1, 1.1, std::nan("")}) {
        SpeechRules rules;
        rules.threshold = wrong;
        CHECK(errorOf([&] { found("ooo", rules); }).code == ErrorCode::Usage);
    }
}

TEST_CASE("the package's own segments for drawn tracks and rules")
{
    std::ifstream file(STEERSCOPE_TEST_DATA "/vad/segments.json");
    const auto cases = nlohmann::json::parse(file);
    REQUIRE(cases.size() == 60);
    int stretches = 0;
    for (const auto& drawn : cases) {
        const auto& given = drawn.at("rules");
        CAPTURE(given.dump());
        SpeechRules rules;
        rules.threshold = given.at("threshold");
        rules.minSpeechMs = given.at("min_speech_duration_ms");
        rules.minSilenceMs = given.at("min_silence_duration_ms");
        rules.padMs = given.at("speech_pad_ms");
        rules.maxSpeechSeconds = given.at("max_speech_duration_s");
        const auto probabilities = drawn.at("probabilities").get<std::vector<float>>();
        std::vector<SpeechSpan> wanted;
        for (const auto& span : drawn.at("speech"))
            wanted.push_back({span.at(0), span.at(1)});
        CHECK(speechSegments(probabilities, drawn.at("samples"), rules) == wanted);
        stretches += static_cast<int>(wanted.size());
    }
    CHECK(stretches == 270);
}

// SPDX-License-Identifier: MIT
// Runs with voice activity: which windows have words, where long recordings are cut, what stays as it was.
#include "tests/core/pipeline/model_fixture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

using namespace steerscope;
using namespace steerscope::test;

namespace {

// Where the shipped weights are while nothing is installed beside this program.
const bool kFolderSet
    = ::setenv("STEERSCOPE_MODELS", (dataFolder() / "../../resources/models").c_str(), 1) == 0;

Waveform speech()
{
    return readAudio(dataFolder() / "vad/speech.wav").waveform; // three words in 3.45 s
}

RunOptions listening(int tokens = 2)
{
    RunOptions options;
    options.maxTokens = tokens;
    options.voiceActivity = true;
    return options;
}

Waveform noise(double seconds, double amplitude)
{
    std::mt19937 random(5);
    std::normal_distribution<float> normal(0.0F, static_cast<float>(amplitude));
    Waveform audio;
    for (int i = 0; i < static_cast<int>(seconds * kModelSampleRate); ++i)
        audio.samples.push_back(normal(random));
    return audio;
}

Waveform chord(double seconds, const std::vector<double>& hertz)
{
    Waveform audio;
    for (int i = 0; i < static_cast<int>(seconds * kModelSampleRate); ++i) {
        double sum = 0.0;
        for (double f : hertz)
            sum += std::sin(2.0 * std::numbers::pi * f * i / kModelSampleRate);
        audio.samples.push_back(static_cast<float>(0.3 * sum / static_cast<double>(hertz.size())));
    }
    return audio;
}

void append(Waveform& audio, const Waveform& more)
{
    audio.samples.insert(audio.samples.end(), more.samples.begin(), more.samples.end());
}

} // namespace

TEST_CASE("silence, noise and tones have gates, a segment and no words")
{
    REQUIRE(kFolderSet);
    const auto model = loadSmall("layerwise-single");
    const std::vector<Waveform> wordless{noise(3.0, 0.0), noise(3.0, 0.01), noise(3.0, 0.3),
        chord(3.0, {440.0}), chord(3.0, {220.0, 277.18, 329.63})};
    for (const Waveform& audio : wordless) {
        int segments = 0;
        RunCallbacks callbacks;
        callbacks.token = [&](int, const Token&) { FAIL("a token of no speech"); };
        callbacks.segment = [&](int window, const Segment& segment) {
            CHECK(window == 0);
            CHECK(segment.text.empty());
            ++segments;
        };
        const RunResult result = model->run(audio, {}, listening(), callbacks);
        CHECK(segments == 1);
        REQUIRE(result.transcript.segments.size() == 1);
        CHECK(result.transcript.segments[0].end == 3.0);
        CHECK(result.transcript.text().empty());
        REQUIRE(result.speech.has_value());
        CHECK(result.speech->empty());
        CHECK(result.timings.decodedTokens == 0);
        RunOptions deaf = listening();
        deaf.voiceActivity = false;
        const RunResult without = model->run(audio, {}, deaf);
        CHECK(!without.transcript.segments[0].tokens.empty()); // so it is voice activity that kept them away
        CHECK_FALSE(without.speech.has_value());
        CHECK(result.traces.at(0).layers[0].gates == without.traces.at(0).layers[0].gates);
    }
}

TEST_CASE("speech keeps its words, and the threshold decides what speech is")
{
    const auto model = loadSmall("layerwise-single");
    RunOptions deaf = listening();
    deaf.voiceActivity = false;
    const RunResult without = model->run(speech(), {}, deaf);
    const RunResult with = model->run(speech(), {}, listening());
    CHECK(with.transcript.text() == without.transcript.text());
    CHECK(with.speech.value().size() == 3);
    RunOptions strict = listening();
    strict.voiceThreshold = 1.0;
    CHECK(model->run(speech(), {}, strict).timings.decodedTokens == 0);
    strict.voiceThreshold = 1.5;
    CHECK_THROWS_AS(model->run(speech(), {}, strict), Failure);
}

TEST_CASE("a target is scored whether there is speech or not")
{
    const auto model = loadSmall("layerwise-single");
    RunOptions options = listening();
    options.target = "on";
    CHECK(model->run(noise(2.0, 0.0), {}, options).score.has_value());
}

TEST_CASE("long recordings are cut in their pauses, and only windows with speech have words")
{
    const auto model = loadSmall("layerwise-single"); // windows of 4 s
    Waveform audio = speech();
    append(audio, noise(6.0, 0.01));
    append(audio, speech());
    append(audio, speech());
    const RunResult result = model->run(audio, {}, listening());
    const auto windows = model->windows(audio, listening());
    REQUIRE(windows.size() == result.windows.size());
    CHECK(windows.size() >= 5);
    CHECK(windows.front().start == 0.0);
    CHECK(windows.back().end == audio.seconds());
    int wordless = 0;
    for (std::size_t w = 0; w < windows.size(); ++w) {
        CHECK(windows[w].start == result.windows[w].start);
        CHECK(windows[w].end - windows[w].start <= 4.0 + 1e-9);
        CHECK(result.traces.at(w).window == static_cast<int>(w));
        bool overlaps = false;
        for (const WindowSpan& span : result.speech.value()) {
            overlaps = overlaps || (span.start < windows[w].end && span.end > windows[w].start);
            // No cut goes through speech.
            CHECK((w == 0 || windows[w].start <= span.start || windows[w].start >= span.end));
        }
        CHECK(result.transcript.segments.at(w).tokens.empty() == !overlaps);
        wordless += overlaps ? 0 : 1;
    }
    CHECK(wordless >= 1);
}

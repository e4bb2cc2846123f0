// SPDX-License-Identifier: MIT
// Live text against plain runs over the same stretches of sound.
#include "core/pipeline/live_transcriber.h"
#include "tests/core/pipeline/model_fixture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <map>

using namespace steerscope;
using namespace steerscope::test;

namespace {

const bool kFolderSet
    = ::setenv("STEERSCOPE_MODELS", (dataFolder() / "../../resources/models").c_str(), 1) == 0;

constexpr std::size_t kPiece = 480; // 30 ms, as a microphone brings it

Waveform speechWithPauses()
{
    const Waveform words = readAudio(dataFolder() / "vad/speech.wav").waveform; // three words in 3.45 s
    Waveform audio;
    for (int i = 0; i < 2; ++i) {
        audio.samples.insert(audio.samples.end(), words.samples.begin(), words.samples.end());
        audio.samples.resize(audio.samples.size() + kModelSampleRate); // a second of silence
    }
    return audio;
}

RunOptions shortAnswers()
{
    RunOptions options;
    options.maxTokens = 3;
    return options;
}

// Everything that is said while the recording comes in.
std::vector<LiveUtterance> listen(LiveTranscriber& live, const Waveform& audio)
{
    std::vector<LiveUtterance> said;
    const auto take = [&] {
        while (auto utterance = live.step({}))
            said.push_back(std::move(*utterance));
    };
    const std::span<const float> samples(audio.samples);
    for (std::size_t at = 0; at < samples.size(); at += kPiece) {
        live.feed(samples.subspan(at, std::min(kPiece, samples.size() - at)));
        take();
    }
    live.finish();
    take();
    return said;
}

} // namespace

TEST_CASE("each final utterance is the run over its stretch of sound, text and gates")
{
    const auto transcriber = loadSmall("layerwise-single");
    const Waveform audio = speechWithPauses();
    LiveTranscriber live(*transcriber, shortAnswers());
    const std::vector<LiveUtterance> said = listen(live, audio);
    int finals = 0;
    int partials = 0;
    for (const LiveUtterance& utterance : said) {
        if (!utterance.final) {
            ++partials;
            continue;
        }
        CHECK(utterance.trace.window == finals++);
        Waveform stretch;
        stretch.samples.assign(audio.samples.begin() + std::lround(utterance.segment.start * 16000),
            audio.samples.begin() + std::lround(utterance.segment.end * 16000));
        const RunResult run = transcriber->run(stretch, {}, shortAnswers());
        REQUIRE(run.transcript.segments.size() == 1);
        CHECK(utterance.segment.text == run.transcript.segments[0].text);
        CHECK(utterance.trace.startSeconds == utterance.segment.start);
        CHECK(utterance.trace.layers.back().gates == run.traces[0].layers.back().gates);
    }
    CHECK(finals >= 2); // two groups of words with a second of silence behind each
    CHECK(partials > finals);
}

TEST_CASE("the finished recording, cut at the utterances, says the same again")
{
    const auto transcriber = loadSmall("layerwise-single");
    const Waveform audio = speechWithPauses();
    LiveTranscriber live(*transcriber, shortAnswers());
    RunOptions options = shortAnswers();
    options.voiceActivity = true;
    std::vector<std::string> words;
    for (const LiveUtterance& utterance : listen(live, audio))
        if (utterance.final) {
            options.cuts.push_back({utterance.segment.start, utterance.segment.end});
            words.push_back(utterance.segment.text);
        }
    const RunResult run = transcriber->run(audio, {}, options);
    REQUIRE(run.windows == options.cuts);
    REQUIRE(run.transcript.segments.size() == words.size());
    for (std::size_t i = 0; i < words.size(); ++i)
        CHECK(run.transcript.segments[i].text == words[i]);

    options.cuts = {{0.0, 1.0}, {0.5, 1.5}};
    CHECK_THROWS_AS(transcriber->run(audio, {}, options), Failure);
    options.cuts = {{0.0, transcriber->info().windowSeconds + 1.0}};
    CHECK_THROWS_AS(transcriber->run(audio, {}, options), Failure);
}

TEST_CASE("utterances come in order, do not overlap, and what is final is not said again")
{
    const auto transcriber = loadSmall("layerwise-single");
    LiveTranscriber live(*transcriber, shortAnswers(), {.utterance = 4, .sample = 32000});
    int number = 4;
    double end = 2.0;
    for (const LiveUtterance& utterance : listen(live, speechWithPauses())) {
        CHECK(utterance.trace.window == number);
        CHECK(utterance.segment.start >= end);
        if (utterance.final) {
            ++number;
            end = utterance.segment.end;
        }
    }
    CHECK(number > 5);
}

TEST_CASE("settings that change while somebody speaks are heard at once")
{
    const auto transcriber = loadSmall("layerwise-single");
    LiveTranscriber live(*transcriber, shortAnswers());
    const Waveform audio = speechWithPauses();
    std::size_t at = 0;
    std::optional<LiveUtterance> before;
    while (!before && at < audio.samples.size()) {
        live.feed(std::span(audio.samples).subspan(at, kPiece));
        at += kPiece;
        before = live.step({});
    }
    REQUIRE(before);
    CHECK_FALSE(live.step({})); // nothing new to say
    SteeringSettings louder;
    louder.master = 2.0;
    const std::optional<LiveUtterance> after = live.step(louder);
    REQUIRE(after);
    CHECK(after->trace.window == before->trace.window);
    CHECK(after->trace.layers[0].effectiveScale == 2.0 * before->trace.layers[0].effectiveScale);
    CHECK_FALSE(live.step(louder));
}

TEST_CASE("silence says nothing")
{
    const auto transcriber = loadSmall("layerwise-single");
    LiveTranscriber live(*transcriber, shortAnswers());
    CHECK(listen(live, {std::vector<float>(5 * kModelSampleRate)}).empty());
}

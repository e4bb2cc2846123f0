// SPDX-License-Identifier: MIT
// What a run promises: order of the callbacks, windows of long audio, cancel, bad input, target scores.
#include "tests/core/pipeline/model_fixture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace steerscope;
using namespace steerscope::test;

namespace {

ErrorCode codeOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Failure& failure) {
        CHECK(!failure.error().what.empty());
        return failure.error().code;
    }
    FAIL("nothing was thrown");
    return ErrorCode::Internal;
}

Waveform longAudio(double seconds)
{
    Waveform audio;
    for (int i = 0; i < static_cast<int>(seconds * kModelSampleRate); ++i)
        audio.samples.push_back(0.2F * static_cast<float>(std::sin(i * 0.05) * std::sin(i * 0.0007)));
    return audio;
}

RunOptions tokens(int n)
{
    RunOptions options;
    options.maxTokens = n;
    return options;
}

} // namespace

TEST_CASE("callbacks come as trace, tokens, segment for each window")
{
    const auto model = loadSmall("layerwise-single");
    std::string order;
    RunCallbacks callbacks;
    callbacks.trace = [&](const GatingTrace& trace) { order += "T" + std::to_string(trace.window); };
    callbacks.token = [&](int, const Token&) { order += "."; };
    callbacks.segment = [&](int window, const Segment&) { order += "S" + std::to_string(window); };
    RunOptions options = tokens(3);
    options.firstWindow = 1;
    const RunResult result = model->run(longAudio(9.0), {}, options, callbacks);
    CHECK(order == "T1...S1T0...S0T2...S2");
    REQUIRE(result.windows.size() == 3);
    CHECK(result.windows.front().start == 0.0);
    CHECK(result.windows.back().end == doctest::Approx(9.0));
    for (std::size_t w = 0; w < 3; ++w) {
        CHECK(result.traces[w].window == static_cast<int>(w));
        CHECK(result.transcript.segments[w].start == result.windows[w].start);
        if (w > 0)
            CHECK(result.windows[w].start == result.windows[w - 1].end);
    }
}

TEST_CASE("streamed token texts add up to the segment's text")
{
    const auto model = loadSmall("layerwise-single");
    const RunResult result = model->run(clip("clip1"), {}, tokens(20));
    std::string joined;
    for (const Token& token : result.transcript.segments[0].tokens)
        joined += token.text;
    CHECK(joined == result.transcript.segments[0].text);
}

TEST_CASE("padding is marked")
{
    const auto model = loadSmall("layerwise-single");
    const GatingTrace trace = model->run(longAudio(1.5), {}, tokens(1)).traces.at(0);
    for (const LayerTrace& layer : trace.layers) {
        CHECK(layer.frames == 200); // pooled only after the last layer
        CHECK(layer.countedFrames == 75); // 1.5 s of 20 ms
        CHECK(layer.push.size() == 200);
    }
}

TEST_CASE("the pushes are what steering adds, relative to the stream")
{
    // Independent: |c (a V)| / |h| equals the relative distance between the streams before and after
    // steering; with the routed part and the constant part adding up as vectors, |routed| >= |push| -
    // |constant|.
    const auto model = loadSmall("layerwise-routers");
    const GatingTrace trace = model->run(clip("clip1"), {}, tokens(1)).traces.at(0);
    for (const LayerTrace& layer : trace.layers)
        for (int t = 0; t < layer.frames; ++t) {
            CHECK(layer.push[t] > 0.0F);
            CHECK(layer.pushConstant[t] + layer.pushRouted[t] >= layer.push[t] * 0.9999F);
            CHECK(std::abs(layer.pushConstant[t] - layer.pushRouted[t]) <= layer.push[t] * 1.0001F);
        }
}

TEST_CASE("a target's score equals the sum of the decoder's own log-probabilities on greedy text")
{
    const auto model = loadSmall("layerwise-single");
    RunOptions options = tokens(5);
    const RunResult greedy = model->run(clip("clip1"), {}, options);
    const Segment& said = greedy.transcript.segments[0];
    options.target = said.text;
    const RunResult scored = model->run(clip("clip1"), {}, options);
    REQUIRE(scored.score.has_value());
    CHECK(scored.score->logprob < 0.0);
    double sum = 0.0;
    for (const Token& token : scored.score->tokens)
        sum += token.logprob;
    CHECK(scored.score->logprob == doctest::Approx(sum));
    std::vector<int> saidIds, scoredIds;
    for (const Token& token : said.tokens)
        saidIds.push_back(token.id);
    for (const Token& token : scored.score->tokens)
        scoredIds.push_back(token.id);
    // Re-tokenising may split the text differently; where it does not, the numbers must agree.
    if (scoredIds.size() == saidIds.size() + 1
        && std::equal(saidIds.begin(), saidIds.end(), scoredIds.begin()))
        for (std::size_t i = 0; i < saidIds.size(); ++i)
            CHECK(scored.score->tokens[i].logprob == doctest::Approx(said.tokens[i].logprob).epsilon(1e-4));
}

TEST_CASE("cancel stops a run and leaves the model usable")
{
    const auto model = loadSmall("layerwise-single");
    StopFlag stop;
    RunCallbacks callbacks;
    int seen = 0;
    callbacks.token = [&](int, const Token&) {
        if (++seen == 2)
            stop.stop();
    };
    CHECK(
        codeOf([&] { model->run(clip("clip1"), {}, tokens(20), callbacks, stop); }) == ErrorCode::Cancelled);
    CHECK(seen == 2);
    CHECK(model->run(clip("clip1"), {}, tokens(2)).transcript.segments.size() == 1);
}

TEST_CASE("bad input is refused with a message")
{
    const auto model = loadSmall("layerwise-single");
    CHECK(codeOf([&] { model->run({}, {}); }) == ErrorCode::Input);
    Waveform wrongRate = clip("clip1");
    wrongRate.sampleRate = 44100;
    CHECK(codeOf([&] { model->run(wrongRate, {}); }) == ErrorCode::Usage);
    SteeringSettings unknownLayer;
    unknownLayer.layers[17].multiplier = 0.5;
    CHECK(codeOf([&] { model->run(clip("clip1"), unknownLayer); }) == ErrorCode::Usage);
    SteeringSettings unknownExpert;
    unknownExpert.layers[0].mute = {8};
    CHECK(codeOf([&] { model->run(clip("clip1"), unknownExpert); }) == ErrorCode::Usage);
}

TEST_CASE("samples that are not finite count as 0, with a warning")
{
    const auto model = loadSmall("layerwise-single");
    Waveform clean = clip("clip1");
    clean.samples[100] = clean.samples[200] = 0.0F;
    Waveform dirty = clean;
    dirty.samples[100] = std::numeric_limits<float>::quiet_NaN();
    dirty.samples[200] = -std::numeric_limits<float>::infinity();
    std::string warning;
    RunCallbacks callbacks;
    callbacks.warning = [&](const std::string& text) { warning = text; };
    const RunResult a = model->run(dirty, {}, tokens(3), callbacks);
    CHECK(warning.find("2 samples") != std::string::npos);
    CHECK(a.traces[0].layers[0].gates == model->run(clean, {}, tokens(3)).traces[0].layers[0].gates);
}

TEST_CASE("a single sample and pure silence run")
{
    const auto model = loadSmall("layerwise-single");
    Waveform one;
    one.samples = {0.5F};
    CHECK(model->run(one, {}, tokens(2)).traces.size() == 1);
    Waveform silence;
    silence.samples.assign(16000, 0.0F);
    const RunResult result = model->run(silence, {}, tokens(2));
    for (const LayerTrace& layer : result.traces.at(0).layers)
        for (float gate : layer.gates)
            CHECK(std::isfinite(gate));
}

// SPDX-License-Identifier: MIT
#include "core/protocol/kept_bytes.h"

#include "core/base/error.h"
#include "tests/core/protocol/kept_samples.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstring>

using namespace steerscope;
using namespace steerscope::test;
using nlohmann::json;

TEST_CASE("kept bytes: a run comes back, field by field")
{
    const KeptRun run = keptRun();
    const KeptRun back = keptRunFromBytes(keptRunBytes(run));
    CHECK(back.when == run.when);
    CHECK(back.program == run.program);
    CHECK(back.libtorch == run.libtorch);
    CHECK(back.recording.path == run.recording.path);
    CHECK(back.recording.hash == run.recording.hash);
    CHECK(back.recording.seconds == run.recording.seconds);
    CHECK(back.model.name == run.model.name);
    CHECK(back.model.fingerprint == run.model.fingerprint);
    CHECK(back.model.dtype == run.model.dtype);
    CHECK(back.model.threads == run.model.threads);
    CHECK(back.settings == run.settings);
    CHECK(back.options == run.options);
    REQUIRE(back.transcript.segments.size() == 2);
    CHECK(back.transcript.segments[0].text == "seven three one");
    REQUIRE(back.transcript.segments[0].tokens.size() == 2);
    CHECK(back.transcript.segments[0].tokens[1].id == 9);
    CHECK(back.transcript.segments[0].tokens[1].text == " three one");
    CHECK(back.transcript.segments[0].tokens[1].logprob == -1.5);
    CHECK(back.transcript.segments[1].start == 28.5);
    CHECK(back.timings.encode == 0.25);
    CHECK(back.timings.decodedTokens == 2);
    CHECK(back.residentBytes == run.residentBytes);
    CHECK(back.tags == run.tags);
    CHECK(back.notes == run.notes);
}

// nlohmann's CBOR is the independent one.
TEST_CASE("kept bytes: fields that another version lacks or adds do no harm")
{
    json map = json::from_cbor(keptRunBytes(keptRun()));
    map.erase("libtorch");
    map["options"].erase("voice_threshold");
    map["segments"][0].erase("tokens");
    map["weather"] = "fair";
    const KeptRun back = keptRunFromBytes(json::to_cbor(map));
    CHECK(back.libtorch.empty());
    CHECK(back.options.voiceThreshold == RunOptions().voiceThreshold);
    CHECK(back.options.voiceActivity);
    CHECK(back.transcript.segments[0].text == "seven three one");
    CHECK(back.transcript.segments[0].tokens.empty());
}

TEST_CASE("kept bytes: a wrong kind is an error, not a default")
{
    json map = json::from_cbor(keptRunBytes(keptRun()));
    map["timings"]["encode"] = "long";
    CHECK_THROWS_AS(keptRunFromBytes(json::to_cbor(map)), Failure);
    CHECK_THROWS_AS(keptRunFromBytes({}), Failure);
}

TEST_CASE("kept bytes: gates come back; half precision holds these exactly")
{
    const KeptGates gates = keptGates();
    const KeptGates back = keptGatesFromBytes(keptGatesBytes(gates));
    REQUIRE(back.size() == gates.size());
    for (std::size_t i = 0; i < gates.size(); ++i) {
        CHECK(back[i]->window == gates[i]->window);
        CHECK(back[i]->startSeconds == gates[i]->startSeconds);
        CHECK(back[i]->endSeconds == gates[i]->endSeconds);
        REQUIRE(back[i]->layers.size() == 2);
        for (std::size_t l = 0; l < 2; ++l) {
            const LayerTrace& a = gates[i]->layers[l];
            const LayerTrace& b = back[i]->layers[l];
            CHECK(b.layer == a.layer);
            CHECK(b.experts == a.experts);
            CHECK(b.countedFrames == a.countedFrames);
            CHECK(b.effectiveScale == a.effectiveScale);
            CHECK(b.gates == a.gates);
            CHECK(b.push == a.push);
            CHECK(b.pushRouted.empty());
        }
    }
}

TEST_CASE("kept bytes: other gates are within half a step of 11 bits")
{
    auto trace = std::make_shared<GatingTrace>();
    trace->layers = {keptLayer(2, 50, 8, 0.0F)};
    std::uint32_t random = 1;
    for (float& gate : trace->layers[0].gates)
        gate = static_cast<float>((random = random * 1664525 + 1013904223) >> 8) / 16777216.0F;
    const KeptGates back = keptGatesFromBytes(keptGatesBytes({trace}));
    for (std::size_t i = 0; i < trace->layers[0].gates.size(); ++i) {
        const float gate = trace->layers[0].gates[i];
        CHECK(std::abs(back[0]->layers[0].gates[i] - gate) <= std::max(gate / 2048.0F, 0x1p-25F));
    }
}

TEST_CASE("kept bytes: gates that are cut anywhere, or lie about a size, are refused")
{
    const KeptBytes whole = keptGatesBytes(keptGates());
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_THROWS_AS(keptGatesFromBytes(std::span(whole).first(length)), Failure);
    KeptBytes longer = whole;
    longer.push_back(0);
    CHECK_THROWS_AS(keptGatesFromBytes(longer), Failure);
    KeptBytes lying = whole;
    const std::uint64_t huge = ~std::uint64_t{0};
    std::memcpy(lying.data() + 8, &huge, sizeof huge);
    CHECK_THROWS_AS(keptGatesFromBytes(lying), Failure);
}

TEST_CASE("kept bytes: the window's state comes back")
{
    KeptState state;
    state.recording = "/home/u/take.wav";
    state.settings.bypass = true;
    state.viewStart = 1.5;
    state.viewEnd = 4.0;
    state.layer = 5;
    state.run = 77;
    CHECK(keptStateFromBytes(keptStateBytes(state)) == state);
}

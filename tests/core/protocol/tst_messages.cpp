// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/protocol/frame.h"
#include "core/protocol/messages.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <limits>
#include <random>

using namespace steerscope;
using namespace steerscope::protocol;
using nlohmann::json;

namespace {

Bytes payloadOf(const Bytes& frame)
{
    FrameReader reader;
    reader.push(frame.data(), frame.size());
    return reader.next().value();
}

template <class Message> Message thereAndBack(const Message& message)
{
    if constexpr (std::is_constructible_v<ToEngine, Message>)
        return std::get<Message>(decodeToEngine(payloadOf(encode(ToEngine(message)))));
    else
        return std::get<Message>(decodeFromEngine(payloadOf(encode(FromEngine(message)))));
}

LayerTrace layerTrace(int layer, int frames, int experts)
{
    LayerTrace trace;
    trace.layer = layer;
    trace.frames = frames;
    trace.experts = experts;
    trace.countedFrames = frames - 1;
    trace.effectiveScale = -0.3;
    for (int i = 0; i < frames * experts; ++i)
        trace.gates.push_back(static_cast<float>(i) + 0.25F);
    trace.push.assign(frames, 2.0F);
    trace.pushConstant.assign(frames, 3.0F);
    trace.pushRouted.assign(frames, 4.0F);
    return trace;
}

Gates someGates()
{
    Gates gates;
    gates.generation = 5;
    gates.trace.window = 2;
    gates.trace.startSeconds = 57.25;
    gates.trace.endSeconds = 80.125;
    gates.trace.layers = {layerTrace(0, 6, 3), layerTrace(kOutLayer, 2, 4)};
    return gates;
}

StartRun someRun()
{
    StartRun run;
    run.generation = std::numeric_limits<std::uint64_t>::max();
    run.audio = 4;
    run.settings.master = 0.1;
    run.settings.layers[3].mute = {0, 2};
    run.options.prompt = "请转写: ";
    run.options.sampling = Sampling::Model;
    run.options.seed = 1ULL << 63;
    run.options.target = "seven three one";
    run.options.onlyFirstWindow = true;
    run.options.voiceActivity = true;
    run.options.voiceThreshold = 0.35;
    run.options.cuts = {{0.25, 1.5}, {2.0, 3.75}};
    return run;
}

StartLive someLive()
{
    const StartRun run = someRun();
    return {run.generation, run.settings, run.options, {12, std::int64_t{1} << 40}};
}

StartStudy someStudy(const StudyRequest& question)
{
    const StartRun run = someRun();
    return {13, run.audio, "take 3", run.settings, run.options, question};
}

AblationRequest someAblation()
{
    return {{2, kOutLayer}, AblationForm::Mean, AblationEffect::Direct, {"seven", "basic"}};
}

SweepResult someSweep()
{
    return {{1}, "on", "none", {{0.5, "on", 0.25, -1.5}, {1.0, "off", {}, -2.5}},
        {{0, "on", {{0.5, 0.5}}, {{0.5, 1.0, "on", "off", false}}}}};
}

// One of each, with something in every field that is a list.
std::vector<Bytes> allFrames()
{
    SetAudio audio{9, {{0.5F, -1.0F, 0.0F}, 16000}};
    LoadModel load{1, "demo", "cpu", "float32", 2, 1 << 20};
    ModelInfo info;
    info.name = "demo";
    info.steered = {{0, 8, 0.1, 2.0}, {kOutLayer, 8, 1.0, 0.5}};
    info.notes = {"a", "b"};
    Segment segment{0.0, 1.5, "left", {{3, "le", -0.5}, {4, "ft", -0.25}}};
    Timings timings;
    timings.decode = 0.5;
    timings.decodedTokens = 7;
    const std::vector<ToEngine> requests{Hello{1, "test"}, load, UnloadModel{2}, audio, someRun(), someLive(),
        LiveSound{7, {0.5F, -0.25F}}, LiveSettings{7, someRun().settings}, StopLive{7},
        someStudy(someAblation()), Cancel{3}, InspectModel{4, "/m"}, ListModels{5},
        ImportModel{6, "c", "e", "l", "y", "o", "n", "none", true}, Shutdown{}};
    const std::vector<FromEngine> answers{
        HelloReply{1, "engine", {"run", "import"}, {{"cpu", "CPU", 100, 50}}, "no driver", "2.11.0"},
        Progress{1, "encoding", 0.5}, Loaded{1, info, 2.5, 100, 200}, Unloaded{2},
        Inspected{4, info, {"x is missing"}}, ModelList{5, {{"demo", "/m", "shipped", "words"}}},
        Imported{6, "/m", info}, RunStarted{7, {{0.0, 25.5}, {25.5, 31.0}}}, someGates(),
        PartialText{7, 1, {5, "x", -1.0}}, SegmentDone{7, 0, segment},
        Scored{7, {-3.5, segment.tokens, 0, {}}}, RunDone{7, timings, 1, 2},
        LiveText{7, {true, someGates().trace, segment}}, LiveDone{7}, StudyDone{13, someSweep()},
        CancelAck{7}, Warning{7, "12 samples"},
        Failed{7, {ErrorCode::OutOfMemory, "no memory", "cuda:0", "use bfloat16"}}};
    std::vector<Bytes> frames;
    for (const ToEngine& message : requests)
        frames.push_back(encode(message));
    for (const FromEngine& message : answers)
        frames.push_back(encode(message));
    return frames;
}

// Neither direction may do anything but return or throw Failure(Protocol).
void decodeBothWays(const Bytes& payload)
{
    for (const bool request : {true, false}) {
        try {
            if (request)
                decodeToEngine(payload);
            else
                decodeFromEngine(payload);
        } catch (const Failure& failure) {
            REQUIRE(failure.error().code == ErrorCode::Protocol);
        }
    }
}

} // namespace

TEST_CASE("every message comes back with the same bytes")
{
    static_assert(std::variant_size_v<ToEngine> + std::variant_size_v<FromEngine> == 34);
    const std::vector<Bytes> frames = allFrames();
    REQUIRE(frames.size() == 34);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Bytes payload = payloadOf(frames[i]);
        const Bytes again = i < std::variant_size_v<ToEngine> ? encode(decodeToEngine(payload))
                                                              : encode(decodeFromEngine(payload));
        CHECK(again == frames[i]);
    }
}

TEST_CASE("a run's settings and options come back exactly")
{
    const StartRun run = someRun();
    const StartRun back = thereAndBack(run);
    CHECK(back.generation == run.generation);
    CHECK(back.settings == run.settings);
    CHECK(back.options == run.options);
    const StartLive live = thereAndBack(someLive());
    CHECK(live.settings == run.settings);
    CHECK(live.options == run.options);
    CHECK(live.start.utterance == 12);
    CHECK(live.start.sample == std::int64_t{1} << 40);
    StartRun plain;
    CHECK_FALSE(thereAndBack(plain).options.prompt.has_value());
}

TEST_CASE("every kind of study is asked and answered exactly")
{
    const auto asked
        = [](const StudyRequest& question) { return thereAndBack(someStudy(question)).question; };
    const auto answered = [](const StudyResult& result) {
        const StudyDone done{13, result};
        CHECK(encode(FromEngine(thereAndBack(done))) == encode(FromEngine(done)));
    };
    CHECK(std::get<SweepRequest>(asked(SweepRequest{{3}, -0.5, 2.5, 7, {}})).to == 2.5);
    const auto ablation = std::get<AblationRequest>(asked(someAblation()));
    CHECK(ablation.layers == std::vector<int>{2, kOutLayer});
    CHECK(ablation.form == AblationForm::Mean);
    CHECK(ablation.effect == AblationEffect::Direct);
    CHECK(ablation.reference.normalizer == "basic");
    CHECK(std::get<HeardRequest>(asked(HeardRequest())).neutral == "silence");
    CHECK(std::get<AttributionRequest>(asked(AttributionRequest{3, 5})).word == 3);
    CHECK(std::get<FitRequest>(asked(FitRequest{{1}, 9, 0.5, 0.25, {}})).pull == 0.25);
    answered(someSweep());
    answered(AblationResult{AblationForm::Renormalise, AblationEffect::Total, "on", "none", "off", -1.0, 1e-6,
        0.5, {{2, kWholeLayer, -0.5, {}, "x"}, {2, 1, 0.25, 0.5, "y"}}});
    answered(HeardResult{"silence", {{1, "on", -1.0, -2.0, -3.0, -4.0}}});
    answered(AttributionResult{"on", {"on"}, 1, -0.5, -1.5, 1e-4, {{2, 0.1, 1.0, 2.0, {0.5}, {0.25}}}});
    answered(FitResult{"on", "", someRun().settings, true, {{-1.0, -0.5}}, {{"a", "b", "c", {}, 0.5}}});
    json unknown = json::from_cbor(payloadOf(encode(FromEngine(StudyDone{13, someSweep()}))));
    unknown["result"]["kind"] = "seance";
    CHECK_THROWS_AS(decodeFromEngine(json::to_cbor(unknown)), Failure);
}

TEST_CASE("audio and gates come back bit for bit, NaN included")
{
    SetAudio audio;
    audio.waveform.samples = {0.1F, std::numeric_limits<float>::quiet_NaN(), -0.0F,
        std::numeric_limits<float>::infinity(), std::numeric_limits<float>::denorm_min()};
    const SetAudio back = thereAndBack(audio);
    REQUIRE(back.waveform.samples.size() == audio.waveform.samples.size());
    CHECK(std::memcmp(back.waveform.samples.data(), audio.waveform.samples.data(), 5 * sizeof(float)) == 0);

    Gates gates = someGates();
    gates.trace.layers[1].pushRouted.clear(); // an engine may leave one out
    const Gates gatesBack = thereAndBack(gates);
    REQUIRE(gatesBack.trace.layers.size() == 2);
    for (int i = 0; i < 2; ++i) {
        CHECK(gatesBack.trace.layers[i].gates == gates.trace.layers[i].gates);
        CHECK(gatesBack.trace.layers[i].push == gates.trace.layers[i].push);
        CHECK(gatesBack.trace.layers[i].pushConstant == gates.trace.layers[i].pushConstant);
        CHECK(gatesBack.trace.layers[i].pushRouted == gates.trace.layers[i].pushRouted);
    }
}

TEST_CASE("any CBOR library can read the messages: the layout of docs/protocol.md")
{
    const json gates = json::from_cbor(payloadOf(encode(FromEngine(someGates()))));
    CHECK(gates["type"] == "gates");
    CHECK(gates["layers"][1]["layer"] == -1);
    CHECK(gates["sizes"] == json{18, 6, 6, 6, 8, 2, 2, 2});
    const auto& block = gates["block"].get_binary();
    REQUIRE(block.size() == 50 * sizeof(float));
    float second = 0.0F;
    std::memcpy(&second, block.data() + 4, sizeof second);
    CHECK(second == 1.25F);
    const json run = json::from_cbor(payloadOf(encode(ToEngine(someRun()))));
    CHECK(run["options"]["sampling"] == "model");
    CHECK(json::parse(run["settings"].get<std::string>())["layers"]["4"]["mute"] == json{1, 3});
}

TEST_CASE("a missing or wrong field is named; unknown fields are left alone")
{
    const auto refusal = [](const json& message) -> std::string {
        try {
            decodeToEngine(json::to_cbor(message));
        } catch (const Failure& failure) {
            CHECK(failure.error().code == ErrorCode::Protocol);
            return failure.error().what;
        }
        return {};
    };
    CHECK(refusal({{"type", "cancel"}, {"generation", 1}, {"new_in_version_2", {1, 2}}}).empty());
    CHECK(refusal(json::array()).find("is no map") != std::string::npos);
    CHECK(refusal({{"generation", 1}}).find("message.type is missing") != std::string::npos);
    CHECK(refusal({{"type", "run_away"}}).find("'run_away' is not known") != std::string::npos);
    CHECK(refusal({{"type", "cancel"}}).find("cancel.generation is missing") != std::string::npos);
    CHECK(refusal({{"type", "cancel"}, {"generation", -1}}).find("cancel.generation has the wrong type")
        != std::string::npos);
    CHECK(refusal({{"type", "hello"}, {"version", 1ULL << 40}, {"program", ""}})
              .find("hello.version is out of range")
        != std::string::npos);
    json run = json::from_cbor(payloadOf(encode(ToEngine(someRun()))));
    run["options"]["seed"] = "x";
    CHECK(refusal(run).find("start_run.options.seed has the wrong type") != std::string::npos);
    run["settings"] = R"({"version": 1, "mster": 1})";
    CHECK(refusal(run).find("mster") != std::string::npos);
}

TEST_CASE("sizes of gates that contradict each other are refused")
{
    const json good = json::from_cbor(payloadOf(encode(FromEngine(someGates()))));
    const auto refuses
        = [](const json& message) { CHECK_THROWS_AS(decodeFromEngine(json::to_cbor(message)), Failure); };
    CHECK_NOTHROW(decodeFromEngine(json::to_cbor(good)));
    json bad = good;
    bad["sizes"][0] = 17;
    refuses(bad);
    bad = good;
    bad["layers"][0]["frames"] = 2147483647;
    bad["sizes"][0] = 2147483647ULL * 3;
    refuses(bad);
    bad = good;
    bad["layers"][0]["frames"] = -6;
    refuses(bad);
    bad = good;
    bad["sizes"] = json::array();
    refuses(bad);
    bad = good;
    bad["block"].get_binary().resize(8);
    refuses(bad);
    bad = good;
    bad["block"].get_binary().push_back(0);
    refuses(bad);
}

TEST_CASE("flipped bits, cut ends and random bytes end in a message or a refusal")
{
    std::mt19937 random(3);
    for (const Bytes& frame : allFrames()) {
        const Bytes payload = payloadOf(frame);
        for (std::size_t length = 0; length < payload.size(); ++length)
            decodeBothWays(Bytes(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(length)));
        for (int round = 0; round < 3000; ++round) {
            Bytes damaged = payload;
            for (unsigned flips = 1 + random() % 4; flips > 0; --flips)
                damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
            decodeBothWays(damaged);
        }
    }
    for (int round = 0; round < 50'000; ++round) {
        Bytes noise(random() % 64);
        for (std::uint8_t& byte : noise)
            byte = static_cast<std::uint8_t>(random());
        decodeBothWays(noise);
    }
}

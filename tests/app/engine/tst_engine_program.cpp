// SPDX-License-Identifier: MIT
// The real program over real pipes.
#include "tests/app/engine/engine_process.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstring>
#include <filesystem>

using namespace steerscope;
using namespace steerscope::protocol;
using test::Child;

namespace {

const std::string kEngine = STEERSCOPE_BIN "/steerscope-engine";

struct IgnorePipeSignal {
    IgnorePipeSignal() { std::signal(SIGPIPE, SIG_IGN); }
} ignorePipeSignal;

Bytes framed(const Bytes& payload)
{
    Bytes frame = beginFrame();
    frame.insert(frame.end(), payload.begin(), payload.end());
    finishFrame(frame);
    return frame;
}

// Sends bytes, expects Failed(Protocol), exit code 7 and a line in the log.
void expectRefusal(const Bytes& bytes)
{
    Child engine({kEngine});
    engine.write(bytes.data(), bytes.size());
    engine.closeInput();
    const auto failed = std::get<Failed>(engine.receive());
    CHECK(failed.error.code == ErrorCode::Protocol);
    CHECK(engine.restOfErrors().find("broken message") != std::string::npos);
    CHECK(engine.wait() == 7);
}

} // namespace

TEST_CASE("version, help and a wrong argument")
{
    Child version({kEngine, "--version"});
    CHECK(version.restOfOutput().starts_with("steerscope-engine "));
    CHECK(version.wait() == 0);
    Child help({kEngine, "--help"});
    CHECK(help.restOfOutput().find("Exit codes") != std::string::npos);
    CHECK(help.wait() == 0);
    Child wrong({kEngine, "--colour"});
    CHECK(wrong.restOfErrors().find("unknown argument: --colour") != std::string::npos);
    CHECK(wrong.wait() == 2);
}

TEST_CASE("hello is answered; the end of the input is a clean end")
{
    Child engine({kEngine});
    engine.send(Hello{kVersion, "test"});
    const auto reply = engine.receiveKind<HelloReply>();
    CHECK(reply.version == kVersion);
    REQUIRE_FALSE(reply.devices.empty());
    CHECK(reply.devices[0].id == "cpu");
    CHECK(reply.devices[0].totalBytes > 0);
    CHECK_FALSE(reply.libtorch.empty());
    engine.closeInput();
    CHECK(engine.restOfOutput().empty());
    CHECK(engine.wait() == 0);
}

TEST_CASE("shutdown ends it too")
{
    Child engine({kEngine});
    engine.send(Shutdown{});
    CHECK(engine.wait() == 0);
}

TEST_CASE("a request that fails is answered and the engine lives on")
{
    Child engine({kEngine});
    engine.send(LoadModel{7, "/no/such/model", "cpu", "float32", 1, 0});
    const auto failed = std::get<Failed>([&] {
        for (;;)
            if (FromEngine message = engine.receive(); std::holds_alternative<Failed>(message))
                return message;
    }());
    CHECK(failed.id == 7);
    CHECK(failed.error.code == ErrorCode::Model);
    CHECK(failed.error.message().find("/no/such/model") != std::string::npos);
    engine.send(ListModels{8});
    CHECK(engine.receiveKind<ModelList>().request == 8);
}

TEST_CASE("cancel: the acknowledgement comes first, the run ends as cancelled, the next one runs")
{
    Child engine({kEngine});
    engine.send(LoadModel{1, STEERSCOPE_TEST_DATA "/demo/models/spoken-words", "cpu", "float32", 2, 0});
    engine.receiveKind<Loaded>();
    // Ten minutes of noise: many audio windows, so that the run cannot have ended before it is cancelled.
    SetAudio audio{2, {std::vector<float>(600 * kModelSampleRate), kModelSampleRate}};
    std::uint32_t state = 1;
    for (float& sample : audio.waveform.samples)
        sample = static_cast<float>((state = state * 1664525U + 1013904223U) >> 8) / (1 << 24) - 0.5F;
    engine.send(audio);
    StartRun run;
    run.generation = 3;
    run.audio = 2;
    run.options.decode = false;
    engine.send(run);
    const auto started = engine.receiveKind<RunStarted>();
    REQUIRE(started.windows.size() > 10);
    CHECK(engine.receiveKind<Gates>().trace.layers.size() == 6);
    engine.send(Cancel{3});
    bool acknowledged = false;
    for (;;) {
        const FromEngine message = engine.receive();
        CHECK_FALSE(std::holds_alternative<RunDone>(message));
        acknowledged = acknowledged || std::holds_alternative<CancelAck>(message);
        if (const auto* failed = std::get_if<Failed>(&message)) {
            CHECK(failed->id == 3);
            CHECK(failed->error.code == ErrorCode::Cancelled);
            break;
        }
    }
    CHECK(acknowledged);
    run.generation = 4;
    run.options.onlyFirstWindow = true;
    engine.send(run);
    CHECK(engine.receiveKind<RunDone>().generation == 4);
}

TEST_CASE("broken frames end the engine with a message, not with a crash")
{
    const char* text = "GET / HTTP/1.1\r\n";
    expectRefusal(Bytes(text, text + std::strlen(text)));
    expectRefusal(framed(Bytes(100'000, 0x81))); // nested arrays
    expectRefusal(framed({}));
    expectRefusal(framed({0xa1, 0x64, 't', 'y', 'p', 'e', 0x61, 'x'}));
    expectRefusal({'S', 'S', 'c', 'p', 0xff, 0xff, 0xff, 0xff}); // 4 GiB announced
    expectRefusal({'S', 'S', 'c', 'p', 10, 0, 0, 0, 1}); // the stream ends inside
}

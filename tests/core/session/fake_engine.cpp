// SPDX-License-Identifier: MIT
// Speaks the protocol and computes nothing; the arguments say how it behaves. Its gates carry the settings'
// master scale (effectiveScale), so that a test sees whose answer it got.
//
//   --log FILE         appends a line for each message it got
//   --run-ms N         a run that decodes ends after N ms, its gates come at once
//   --quick-ms N       a run for gates alone takes N ms, the gates come at its end
//   --die-in-run FILE  kills itself in a run as long as FILE exists, removing it (once); --die-always: in
//   every run
//   --stale            sends answers of an older generation between those of a run
//   --garbage          writes something that is no frame after the hello
//   --fail-load        refuses every model
//   --version N        says hello with that version
//   --exit N           leaves at once with this code
#include "core/protocol/frame.h"
#include "core/protocol/messages.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <poll.h>
#include <string>
#include <unistd.h>

using namespace steerscope;
using namespace steerscope::protocol;

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    std::string log;
    std::string dieInRun;
    int runMs = 0;
    int quickMs = 0;
    int version = kVersion;
    bool dieAlways = false;
    bool stale = false;
    bool garbage = false;
    bool failLoad = false;
};

void sendFrame(const FromEngine& message)
{
    const Bytes frame = encode(message);
    std::size_t done = 0;
    while (done < frame.size()) {
        const ssize_t count = ::write(STDOUT_FILENO, frame.data() + done, frame.size() - done);
        if (count <= 0)
            std::exit(0);
        done += static_cast<std::size_t>(count);
    }
}

class Engine {
public:
    explicit Engine(Options options)
        : m_options(std::move(options))
    {
    }

    int run()
    {
        FrameReader reader;
        char buffer[65536];
        for (;;) {
            pollfd input{STDIN_FILENO, POLLIN, 0};
            ::poll(&input, 1, waitMs());
            if (m_run && waitMs() == 0)
                finishRun();
            if (!(input.revents & (POLLIN | POLLHUP)))
                continue;
            const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
            if (count <= 0)
                return 0;
            reader.push(buffer, static_cast<std::size_t>(count));
            while (auto payload = reader.next())
                std::visit([this](const auto& content) { take(content); }, decodeToEngine(*payload));
        }
    }

private:
    void note(const std::string& line)
    {
        if (!m_options.log.empty())
            std::ofstream(m_options.log, std::ios::app) << line << std::endl;
    }
    int waitMs() const
    {
        if (!m_run)
            return -1;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_end - Clock::now());
        return static_cast<int>(std::max<std::int64_t>(0, left.count()));
    }

    void take(const Hello&)
    {
        note("hello");
        std::fprintf(stderr, "fake engine says hello\n");
        HelloReply reply;
        reply.version = m_options.version;
        reply.program = "fake";
        sendFrame(reply);
        if (m_options.garbage && ::write(STDOUT_FILENO, "printf was here\n", 16) < 0)
            std::exit(0);
    }
    void take(const LoadModel& wish)
    {
        note("load " + wish.model);
        sendFrame(Progress{wish.request, "loading", 0.5});
        if (m_options.failLoad || wish.model == "missing") {
            sendFrame(
                Failed{wish.request, {ErrorCode::Model, "no such model", wish.model, "choose another"}});
            return;
        }
        Loaded loaded;
        loaded.request = wish.request;
        loaded.info.name = wish.model;
        loaded.info.decodesText = true;
        loaded.info.steered = {{0, 2, 0.5, 1.0}};
        sendFrame(loaded);
    }
    void take(const UnloadModel& wish) { sendFrame(Unloaded{wish.request}); }
    void take(const SetAudio& audio)
    {
        m_audio = audio.audio;
        note("audio " + std::to_string(audio.waveform.samples.size()));
    }
    // What no test of the session asks this engine for.
    void take(const StartLive&) { }
    void take(const LiveSound&) { }
    void take(const LiveSettings&) { }
    void take(const StopLive&) { }
    void take(const StartStudy&) { }
    void take(const StartRun& run)
    {
        const std::string kind = run.settings.bypass ? "baseline" : run.options.decode ? "full" : "quick";
        char master[32];
        std::snprintf(master, sizeof master, "%g", run.settings.master);
        note("run " + kind + " " + master);
        cancelRun();
        if (run.audio != m_audio) {
            sendFrame(Failed{run.generation, {ErrorCode::Usage, "wrong recording", {}, {}}});
            return;
        }
        m_run = run;
        m_end = Clock::now()
            + std::chrono::milliseconds(run.options.decode ? m_options.runMs : m_options.quickMs);
        sendFrame(RunStarted{run.generation, {{0.0, 1.0}}});
        if (m_options.stale) {
            sendGates(run.generation - 1, -99.0);
            sendFrame(PartialText{run.generation - 1, 0, {1, "stale", 0.0}});
            sendFrame(RunDone{run.generation - 1, {}, 0, 0});
        }
        if (run.options.decode)
            sendGates(run.generation, run.settings.master);
        if (m_options.dieAlways
            || (!m_options.dieInRun.empty() && std::remove(m_options.dieInRun.c_str()) == 0)) {
            std::fprintf(stderr, "about to die\n");
            ::raise(SIGKILL);
        }
    }
    void take(const Cancel& cancel)
    {
        note("cancel");
        sendFrame(CancelAck{cancel.generation});
        if (m_run && m_run->generation <= cancel.generation)
            cancelRun();
        if (m_import == cancel.generation)
            sendFrame(Failed{m_import, {ErrorCode::Cancelled, "stopped on request", {}, {}}});
    }
    void take(const InspectModel& wish)
    {
        sendFrame(Inspected{wish.request, {}, {"config.json is missing"}});
    }
    void take(const ListModels& wish) { sendFrame(ModelList{wish.request, {{"demo", "/m", "shipped", ""}}}); }
    void take(const ImportModel& wish)
    {
        m_import = wish.request;
        sendFrame(Progress{wish.request, "importing", 0.5});
        if (!wish.copy) // with copy it lasts until it is cancelled
            sendFrame(Imported{wish.request, wish.output, {}});
    }
    void take(const Shutdown&) { std::exit(0); }

    void sendGates(std::uint64_t generation, double scale)
    {
        Gates gates;
        gates.generation = generation;
        gates.trace.endSeconds = 1.0;
        LayerTrace layer;
        layer.frames = layer.countedFrames = 2;
        layer.experts = 2;
        layer.effectiveScale = scale;
        layer.gates = {0.25F, 0.75F, 0.5F, 0.5F};
        gates.trace.layers = {layer};
        sendFrame(gates);
    }
    void cancelRun()
    {
        if (!m_run)
            return;
        sendFrame(Failed{m_run->generation, {ErrorCode::Cancelled, "stopped on request", {}, {}}});
        m_run.reset();
    }
    void finishRun()
    {
        const StartRun run = *m_run;
        m_run.reset();
        if (!run.options.decode)
            sendGates(run.generation, run.settings.master);
        if (!run.options.target.empty())
            sendFrame(Scored{run.generation, {-run.settings.master, {}, 0, {}}});
        if (run.options.decode) {
            sendFrame(PartialText{run.generation, 0, {1, "word", -0.5}});
            sendFrame(SegmentDone{run.generation, 0, {0.0, 1.0, "word", {}}});
        }
        sendFrame(RunDone{run.generation, {}, 1, 2});
    }

    Options m_options;
    std::uint64_t m_audio = 0;
    std::uint64_t m_import = 0;
    std::optional<StartRun> m_run;
    Clock::time_point m_end;
};

} // namespace

int main(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const auto value = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
        if (name == "--log")
            options.log = value();
        else if (name == "--die-in-run")
            options.dieInRun = value();
        else if (name == "--run-ms")
            options.runMs = std::stoi(value());
        else if (name == "--quick-ms")
            options.quickMs = std::stoi(value());
        else if (name == "--version")
            options.version = std::stoi(value());
        else if (name == "--exit")
            return std::stoi(value());
        options.dieAlways = options.dieAlways || name == "--die-always";
        options.stale = options.stale || name == "--stale";
        options.garbage = options.garbage || name == "--garbage";
        options.failLoad = options.failLoad || name == "--fail-load";
    }
    return Engine(options).run();
}

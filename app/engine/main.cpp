// SPDX-License-Identifier: MIT
#include "app/engine/engine_loop.h"
#include "app/engine/protocol_pipes.h"
#include "app/engine/transcriber_host.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string_view>

namespace {

using namespace steerscope;

constexpr const char* kProgram = "steerscope-engine " STEERSCOPE_VERSION;
constexpr int kExitUsage = 2;
constexpr int kExitProtocol = 7;

constexpr const char* kHelp
    = "Usage: steerscope-engine [--help] [--version]\n"
      "\n"
      "The model host of SteerScope. The window starts it and speaks with it in frames of CBOR over "
      "standard\n"
      "input and output (docs/protocol.md); its log goes to standard error. To run the models on another\n"
      "machine, start the window with\n"
      "\n"
      "    STEERSCOPE_ENGINE='ssh gpubox steerscope-engine' steerscope\n"
      "\n"
      "Exit codes: 0 the window closed the connection, 2 wrong usage, 7 a broken message.\n";

// One line an event; fprintf writes a line whole.
void logLine(const std::string& event)
{
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto milliseconds
        = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char time[32];
    std::strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &parts);
    std::string line = event;
    for (char& c : line)
        if (c == '\n')
            c = ' ';
    std::fprintf(stderr, "%s.%03dZ %s\n", time, static_cast<int>(milliseconds), line.c_str());
}

int serve()
{
    ProtocolPipes pipes;
    const auto send
        = [&pipes](const protocol::FromEngine& message) { pipes.write(protocol::encode(message)); };
    logLine(std::string(kProgram) + " waits for a window");
    try {
        EngineLoop loop(std::make_unique<TranscriberHost>(kProgram), send, logLine);
        bool wanted = true;
        while (wanted) {
            const auto payload = pipes.read();
            if (!payload)
                break;
            wanted = loop.handle(protocol::decodeToEngine(*payload));
        }
        logLine(wanted ? "the window closed the connection" : "the window asked for the end");
        return 0;
    } catch (...) {
        const Error error = currentError();
        logLine("ends after a broken message: " + error.message());
        send(protocol::Failed{0, error});
        return kExitProtocol;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view argument = argc > 1 ? argv[1] : "";
    if (argc == 1)
        return serve();
    if (argc == 2 && (argument == "--help" || argument == "-h")) {
        std::fputs(kHelp, stdout);
        return 0;
    }
    if (argc == 2 && argument == "--version") {
        std::puts(kProgram);
        return 0;
    }
    std::fprintf(stderr, "steerscope-engine: error: unknown argument: %s: see steerscope-engine --help\n",
        argv[argc > 2 ? 2 : 1]);
    return kExitUsage;
}

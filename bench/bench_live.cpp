// SPDX-License-Identifier: MIT
// How far live text is behind speech: a recording is fed in real time, as a microphone would, and each
// utterance's texts are timed against the end of its speech. Usage: bench_live RECORDING [MODEL]; the
// recording is 16 kHz mono, with pauses.
#include "core/audio/audio_file.h"
#include "core/audio/utterance_cutter.h"
#include "core/pipeline/live_transcriber.h"
#include "core/pipeline/transcriber.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace steerscope;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kPiece = kModelSampleRate / 50; // 20 ms

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[values.size() / 2];
}

void print(const char* what, const std::vector<double>& delays)
{
    std::printf("%s: %zu, median %.3f s, worst %.3f s\n", what, delays.size(), median(delays),
        delays.empty() ? 0.0 : *std::max_element(delays.begin(), delays.end()));
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_live RECORDING [MODEL]\n");
        return 2;
    }
    LoadOptions load;
    load.model = argc > 2 ? argv[2] : "";
    const auto transcriber = Transcriber::load(load);
    const Waveform audio = readAudio(argv[1]).waveform;
    transcriber->run(audio, {}); // warm
    LiveTranscriber live(*transcriber, {});
    const double trail = UtteranceRules().trailMs / 1000.0;
    std::vector<double> behindSound; // partial: from the newest sound it is about to its text
    std::vector<double> behindPause; // final: from the end of speech to its text
    const auto begin = Clock::now();
    for (std::size_t at = 0; at < audio.samples.size(); at += kPiece) {
        std::this_thread::sleep_until(
            begin + std::chrono::microseconds((at + kPiece) * 1'000'000 / kModelSampleRate));
        live.feed(std::span(audio.samples).subspan(at, std::min(kPiece, audio.samples.size() - at)));
        while (const auto said = live.step({})) {
            const double now = secondsSince(begin);
            if (said->final)
                behindPause.push_back(now - (said->segment.end - trail));
            else
                behindSound.push_back(now - said->segment.end);
        }
    }
    print("partial text behind the sound", behindSound);
    print("final text behind the end of speech", behindPause);
    return 0;
} catch (const Failure& failure) {
    std::fprintf(stderr, "bench_live: %s\n", failure.error().message().c_str());
    return 1;
}

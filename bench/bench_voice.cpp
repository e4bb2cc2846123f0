// SPDX-License-Identifier: MIT
// How fast voice activity is found: a whole recording at once, and a stream that comes in pieces of 10 ms.
// Usage: bench_voice [minutes of sound]; threads by OMP_NUM_THREADS.
#include "core/audio/speech_segments.h"
#include "core/pipeline/voice_activity.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

using namespace steerscope;

namespace {

double secondsOf(const auto& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

int main(int argc, char** argv)
{
    const double seconds = 60.0 * (argc > 1 ? std::atof(argv[1]) : 10.0);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0.0F, 0.1F);
    std::vector<float> sound(static_cast<std::size_t>(seconds * 16000));
    for (float& sample : sound)
        sample = normal(random);
    VoiceDetector detector;
    detector.listen(std::span(sound).first(16000)); // warm

    const double whole = secondsOf([&] { detector.listen(sound); });
    constexpr std::size_t kPiece = 160;
    const double stream = secondsOf([&] {
        for (std::size_t at = 0; at + kPiece <= sound.size(); at += kPiece)
            detector.feed(std::span(sound).subspan(at, kPiece));
        detector.finish();
    });
    const double chunks = seconds * 16000 / kVoiceChunk;
    std::printf("whole recording: %.0f x real time, %.3f ms a chunk of 32 ms\n", seconds / whole,
        1000.0 * whole / chunks);
    std::printf("stream of 10 ms pieces: %.0f x real time, %.3f ms a chunk\n", seconds / stream,
        1000.0 * stream / chunks);
    return 0;
}

// SPDX-License-Identifier: MIT
#include "core/audio/segmenter.h"

#include "core/base/error.h"

#include <cmath>
#include <cstddef>
#include <span>

namespace steerscope {

namespace {

constexpr double kEnergySeconds = 0.03; // over which loudness is measured
constexpr double kStepSeconds = 0.005;
constexpr double kSearchedShare = 0.2; // of the window, at its end

double energy(std::span<const float> samples)
{
    double sum = 0.0;
    for (float sample : samples)
        sum += static_cast<double>(sample) * sample;
    return sum;
}

std::size_t samplesIn(double seconds, int rate)
{
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(seconds * rate)));
}

// The middle of the quietest stretch of samples[from, to); of equals the last.
std::size_t quietestPoint(const Waveform& audio, std::size_t from, std::size_t to)
{
    const std::size_t length = std::min(samplesIn(kEnergySeconds, audio.sampleRate), to - from);
    const std::size_t step = samplesIn(kStepSeconds, audio.sampleRate);
    const std::span<const float> samples(audio.samples);
    std::size_t best = from;
    double lowest = energy(samples.subspan(from, length));
    for (std::size_t at = from + step; at + length <= to; at += step) {
        const double here = energy(samples.subspan(at, length));
        if (here <= lowest) {
            lowest = here;
            best = at;
        }
    }
    return best + length / 2;
}

} // namespace

std::vector<WindowSpan> cutIntoWindows(const Waveform& audio, double windowSeconds)
{
    if (!(windowSeconds > 0.0))
        throw Failure(ErrorCode::Model, "the audio window has no length",
            std::to_string(windowSeconds) + " seconds", "check the model's preprocessor_config.json");
    const std::size_t window = samplesIn(windowSeconds, audio.sampleRate);
    const auto searched = static_cast<std::size_t>(static_cast<double>(window) * kSearchedShare);
    const auto seconds = [&](std::size_t sample) { return static_cast<double>(sample) / audio.sampleRate; };
    std::vector<WindowSpan> windows;
    std::size_t start = 0;
    while (audio.samples.size() - start > window) {
        const std::size_t end = start + window;
        const std::size_t cut = searched > 1 ? quietestPoint(audio, end - searched, end) : end;
        windows.push_back({seconds(start), seconds(cut)});
        start = cut;
    }
    if (start < audio.samples.size())
        windows.push_back({seconds(start), seconds(audio.samples.size())});
    return windows;
}

} // namespace steerscope

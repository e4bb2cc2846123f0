// SPDX-License-Identifier: MIT
#include "core/training/analysis/pitch.h"

#include <algorithm>
#include <cmath>

namespace steerscope::analysis {
namespace {

constexpr double kWindowSeconds = 0.025; // that is compared with itself
constexpr double kSilence = -120.0; // dB

// d(lag) = sum over the window of (x[j] - x[j + lag])^2, divided by its mean over lags 1 .. lag; 1 at lag 0.
std::vector<double> normalisedDifference(std::span<const float> part, int window, int lags)
{
    std::vector<double> d(static_cast<std::size_t>(lags) + 1, 1.0);
    double sum = 0.0;
    for (int lag = 1; lag <= lags; ++lag) {
        double difference = 0.0;
        for (int j = 0; j < window; ++j) {
            const double x = static_cast<double>(part[static_cast<std::size_t>(j)])
                - part[static_cast<std::size_t>(j + lag)];
            difference += x * x;
        }
        sum += difference;
        d[static_cast<std::size_t>(lag)] = sum > 0.0 ? difference * lag / sum : 1.0;
    }
    return d;
}

// The bottom of the parabola through three neighbours, as an offset from the middle one.
double parabolaBottom(double left, double middle, double right)
{
    const double curve = left - 2.0 * middle + right;
    return curve > 0.0 ? std::clamp(0.5 * (left - right) / curve, -0.5, 0.5) : 0.0;
}

double pitchOf(std::span<const float> part, int window, int sampleRate, const PitchOptions& options)
{
    const int shortest = std::max(2, static_cast<int>(sampleRate / options.highest));
    const int longest = static_cast<int>(part.size()) - window;
    const std::vector<double> d = normalisedDifference(part, window, longest);
    for (int lag = shortest; lag < longest; ++lag) {
        if (d[static_cast<std::size_t>(lag)] >= options.threshold)
            continue;
        while (lag + 1 < longest && d[static_cast<std::size_t>(lag) + 1] < d[static_cast<std::size_t>(lag)])
            ++lag;
        const auto at = static_cast<std::size_t>(lag);
        return sampleRate / (lag + parabolaBottom(d[at - 1], d[at], d[at + 1]));
    }
    return 0.0;
}

double levelOf(std::span<const float> part)
{
    double sum = 0.0;
    for (const float sample : part)
        sum += static_cast<double>(sample) * sample;
    const double power = part.empty() ? 0.0 : sum / static_cast<double>(part.size());
    return power > 0.0 ? std::max(kSilence, 10.0 * std::log10(power)) : kSilence;
}

} // namespace

std::vector<ProsodyFrame> prosody(std::span<const float> samples, int sampleRate, double frameSeconds,
    int frames, const PitchOptions& options)
{
    const int window = static_cast<int>(kWindowSeconds * sampleRate);
    const int length = window + static_cast<int>(sampleRate / options.lowest) + 1;
    std::vector<float> part(static_cast<std::size_t>(length));
    std::vector<ProsodyFrame> result;
    for (int frame = 0; frame < frames; ++frame) {
        const auto centre = static_cast<long>((frame + 0.5) * frameSeconds * sampleRate);
        const long begin = centre - length / 2;
        for (long i = 0; i < length; ++i) { // silence around the recording
            const long at = begin + i;
            const bool inside = at >= 0 && at < std::ssize(samples);
            part[static_cast<std::size_t>(i)] = inside ? samples[static_cast<std::size_t>(at)] : 0.0F;
        }
        ProsodyFrame measured;
        const auto half = static_cast<std::size_t>((length - window) / 2);
        measured.level
            = levelOf(std::span<const float>(part).subspan(half, static_cast<std::size_t>(window)));
        if (measured.level > options.quietest)
            measured.pitch = pitchOf(part, window, sampleRate, options);
        result.push_back(measured);
    }
    return result;
}

} // namespace steerscope::analysis

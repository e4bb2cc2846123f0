// SPDX-License-Identifier: MIT
#include "core/audio/segmenter.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

namespace steerscope {

namespace {

constexpr double kEnergySeconds = 0.03; // over which loudness is measured
constexpr double kStepSeconds = 0.005;
constexpr double kSearchedShare = 0.2; // of the window, at its end
constexpr double kPauseShare = 0.5; // searched for a pause when that has none

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

// The place in [from, to] farthest from any speech, of equals the last; none if all of it is speech.
std::optional<std::size_t> pauseIn(std::span<const SpeechSpan> speech, std::size_t from, std::size_t to)
{
    const auto first = static_cast<std::int64_t>(from);
    const auto last = static_cast<std::int64_t>(to);
    std::optional<std::size_t> best;
    std::int64_t farthest = 1;
    std::int64_t begin = 0; // of the pause before the next stretch of speech
    for (std::size_t i = 0; i <= speech.size() && begin < last; ++i) {
        // Behind the last speech the pause has no end.
        const std::int64_t end
            = i < speech.size() ? speech[i].begin : std::numeric_limits<std::int64_t>::max() / 2;
        const std::int64_t place = std::clamp(begin + (end - begin) / 2, first, last);
        const std::int64_t distance = std::min(place - begin, end - place);
        if (distance >= farthest) {
            farthest = distance;
            best = static_cast<std::size_t>(place);
        }
        begin = i < speech.size() ? speech[i].end : end;
    }
    return best;
}

// Windows of at most windowSeconds; cut(start, end) says where inside the full window [start, end] the next
// one begins.
template <class Cut>
std::vector<WindowSpan> windowsCutBy(const Waveform& audio, double windowSeconds, const Cut& cut)
{
    if (!(windowSeconds > 0.0))
        throw Failure(ErrorCode::Model, "the audio window has no length",
            std::to_string(windowSeconds) + " seconds", "check the model's preprocessor_config.json");
    const std::size_t window = samplesIn(windowSeconds, audio.sampleRate);
    const auto seconds = [&](std::size_t sample) { return static_cast<double>(sample) / audio.sampleRate; };
    std::vector<WindowSpan> windows;
    std::size_t start = 0;
    while (audio.samples.size() - start > window) {
        const std::size_t next = cut(start, start + window);
        windows.push_back({seconds(start), seconds(next)});
        start = next;
    }
    if (start < audio.samples.size())
        windows.push_back({seconds(start), seconds(audio.samples.size())});
    return windows;
}

std::size_t lastPart(std::size_t start, std::size_t end, double share)
{
    return end - static_cast<std::size_t>(static_cast<double>(end - start) * share);
}

std::size_t quietCut(const Waveform& audio, std::size_t start, std::size_t end)
{
    const std::size_t from = lastPart(start, end, kSearchedShare);
    return end - from > 1 ? quietestPoint(audio, from, end) : end;
}

} // namespace

std::vector<WindowSpan> cutIntoWindows(const Waveform& audio, double windowSeconds)
{
    return windowsCutBy(audio, windowSeconds,
        [&](std::size_t start, std::size_t end) { return quietCut(audio, start, end); });
}

std::vector<WindowSpan> cutIntoWindows(
    const Waveform& audio, double windowSeconds, std::span<const SpeechSpan> speech)
{
    return windowsCutBy(audio, windowSeconds, [&](std::size_t start, std::size_t end) {
        for (double share : {kSearchedShare, kPauseShare})
            if (const auto pause = pauseIn(speech, lastPart(start, end, share), end))
                return *pause;
        return quietCut(audio, start, end);
    });
}

bool holdsSpeech(const Waveform& audio, const WindowSpan& window, std::span<const SpeechSpan> speech)
{
    const std::int64_t begin = std::llround(window.start * audio.sampleRate);
    const std::int64_t end = std::llround(window.end * audio.sampleRate);
    return std::any_of(speech.begin(), speech.end(),
        [&](const SpeechSpan& span) { return span.begin < end && span.end > begin; });
}

} // namespace steerscope

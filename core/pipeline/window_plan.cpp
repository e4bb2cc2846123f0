// SPDX-License-Identifier: MIT
#include "core/pipeline/window_plan_p.h"

#include "core/audio/segmenter.h"

#include <algorithm>
#include <string>
#include <utility>

namespace steerscope {

namespace {

// A spoken word may be shorter than what counts as speech elsewhere: of 1000 single words of Speech Commands
// 43 hold no 250 ms of it, 5 hold no 90 ms (three chunks); of 300 tones, chords and noises none holds those.
constexpr int kShortestWordMs = 90;

// The user's cuts, as far as there is sound.
std::vector<WindowSpan> wantedCuts(
    const Waveform& audio, double windowSeconds, const std::vector<WindowSpan>& cuts)
{
    std::vector<WindowSpan> windows;
    double end = 0.0;
    for (const WindowSpan& cut : cuts) {
        if (!(cut.start >= end && cut.end > cut.start
                && cut.end - cut.start <= windowSeconds + 1.0 / kModelSampleRate))
            throw Failure(ErrorCode::Usage, "the audio windows asked for cannot be",
                std::to_string(cut.start) + " .. " + std::to_string(cut.end) + " s",
                "give them in order, apart, and at most " + std::to_string(windowSeconds) + " s long");
        end = cut.end;
        if (cut.start < audio.seconds())
            windows.push_back({cut.start, std::min(cut.end, audio.seconds())});
    }
    return windows;
}

} // namespace

bool WindowPlan::mayHoldWords(const Waveform& audio, const WindowSpan& window) const
{
    return !speech || holdsSpeech(audio, window, *speech);
}

WindowPlan WindowPlanner::plan(const Waveform& audio, double windowSeconds, const RunOptions& options,
    const ProgressFn& progress, const StopFlag& stop)
{
    std::vector<WindowSpan> wanted = wantedCuts(audio, windowSeconds, options.cuts);
    if (!wanted.empty())
        return {std::move(wanted), std::nullopt}; // whoever cut has listened
    if (!options.voiceActivity)
        return {cutIntoWindows(audio, windowSeconds), std::nullopt};
    SpeechRules rules;
    rules.threshold = options.voiceThreshold;
    rules.minSpeechMs = kShortestWordMs;
    WindowPlan plan;
    plan.speech = speechSegments(
        probabilities(audio, progress, stop), static_cast<std::int64_t>(audio.samples.size()), rules);
    plan.windows = cutIntoWindows(audio, windowSeconds, *plan.speech);
    return plan;
}

const std::vector<float>& WindowPlanner::probabilities(
    const Waveform& audio, const ProgressFn& progress, const StopFlag& stop)
{
    const WindowKey key = windowKey(audio.samples, /*bypass=*/false);
    if (m_heard == key)
        return m_probabilities;
    if (!m_detector)
        m_detector.emplace();
    m_probabilities = m_detector->listen(audio.samples, progress, stop);
    m_heard = key;
    return m_probabilities;
}

} // namespace steerscope

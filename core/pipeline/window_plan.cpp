// SPDX-License-Identifier: MIT
#include "core/pipeline/window_plan_p.h"

#include "core/audio/segmenter.h"

namespace steerscope {

namespace {

// A spoken word may be shorter than what counts as speech elsewhere: of 1000 single words of Speech Commands
// 43 hold no 250 ms of it, 5 hold no 90 ms (three chunks); of 300 tones, chords and noises none holds those.
constexpr int kShortestWordMs = 90;

} // namespace

bool WindowPlan::mayHoldWords(const Waveform& audio, const WindowSpan& window) const
{
    return !speech || holdsSpeech(audio, window, *speech);
}

WindowPlan WindowPlanner::plan(const Waveform& audio, double windowSeconds, const RunOptions& options,
    const ProgressFn& progress, const StopFlag& stop)
{
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

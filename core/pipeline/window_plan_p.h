// SPDX-License-Identifier: MIT
// Before the first window is run: where speech is, and how the recording is cut.
#pragma once

#include "core/audio/speech_segments.h"
#include "core/base/run.h"
#include "core/base/waveform.h"
#include "core/pipeline/activation_cache_p.h"
#include "core/pipeline/voice_activity.h"

#include <optional>
#include <vector>

namespace steerscope {

struct WindowPlan {
    std::vector<WindowSpan> windows;
    std::optional<std::vector<SpeechSpan>> speech; // absent: not looked for

    bool mayHoldWords(const Waveform& audio, const WindowSpan& window) const;
};

// Keeps the probabilities of the recording last asked about, so that the engine's questions and the runs that
// follow, with other thresholds too, cost nothing.
class WindowPlanner {
public:
    WindowPlan plan(const Waveform& audio, double windowSeconds, const RunOptions& options,
        const ProgressFn& progress = {}, const StopFlag& stop = {});

private:
    const std::vector<float>& probabilities(
        const Waveform& audio, const ProgressFn& progress, const StopFlag& stop);

    std::optional<VoiceDetector> m_detector; // loaded when first wanted
    std::optional<WindowKey> m_heard;
    std::vector<float> m_probabilities;
};

} // namespace steerscope

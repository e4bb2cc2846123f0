// SPDX-License-Identifier: MIT
// From a track of speech probabilities to stretches of speech. No model here: the probabilities are those of
// VoiceDetector (core/pipeline/voice_activity.h).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace steerscope {

inline constexpr int kVoiceChunk = 512; // samples that one probability stands for: 32 ms of 16 kHz

// The rules and defaults of Silero VAD's own get_speech_timestamps (package silero-vad 6.2).
struct SpeechRules {
    double threshold = 0.5; // a chunk with this probability or more begins speech
    std::optional<double> release; // speech ends below it; absent: 0.15 below the threshold, 0.01 at least
    int minSpeechMs = 250; // speech that is not longer is dropped
    int minSilenceMs = 100; // a shorter dip does not end speech
    int padMs = 30; // added on both sides; between two stretches half of the silence at most
    // Longer speech is cut at its longest dip of more than 98 ms, or, without one, where it gets too long.
    double maxSpeechSeconds = std::numeric_limits<double>::infinity();
};

struct SpeechSpan { // samples of the recording
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool operator==(const SpeechSpan&) const = default;
};

// probabilities: one a chunk, from the recording's first sample on; samples: the recording's length (the last
// chunk may reach beyond it). The stretches are in order and do not overlap. Throws Failure(Usage) for a
// threshold outside 0 .. 1.
std::vector<SpeechSpan> speechSegments(
    std::span<const float> probabilities, std::int64_t samples, const SpeechRules& rules = {});

} // namespace steerscope

// SPDX-License-Identifier: MIT
// How likely each 32 ms of a recording or of a microphone are speech (Silero VAD). No torch in this header;
// speechSegments() of core/audio/speech_segments.h makes stretches of speech of the probabilities.
#pragma once

#include "core/base/stop_flag.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace steerscope {

// One stream of sound. Used by one thread at a time; computes on the CPU in float32.
class VoiceDetector {
public:
    // weights: Silero VAD's silero_vad_16k.safetensors; empty: the shipped ones. Throws Failure(Model) when
    // they are not there, or not that network's.
    explicit VoiceDetector(const std::filesystem::path& weights = {});
    ~VoiceDetector();
    VoiceDetector(VoiceDetector&&) noexcept;
    VoiceDetector& operator=(VoiceDetector&&) noexcept;

    // 16 kHz mono, pieces of any size; what is not a finite number counts as 0. The probabilities of the
    // chunks (kVoiceChunk samples) that these samples complete, in order.
    std::vector<float> feed(std::span<const float> samples);
    // The stream has ended: the begun chunk's probability, the rest of it taken as silence; nothing when none
    // is begun. The next sample fed is the first of a new stream.
    std::vector<float> finish();

    // A whole recording as a stream of its own.
    std::vector<float> listen(
        std::span<const float> samples, const ProgressFn& progress = {}, const StopFlag& stop = {});

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope

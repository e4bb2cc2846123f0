// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace steerscope {

inline constexpr int kModelSampleRate = 16000; // Hz, what every Whisper-shaped encoder hears

// Mono audio; samples nominally in -1..1.
struct Waveform {
    std::vector<float> samples;
    int sampleRate = kModelSampleRate; // Hz

    double seconds() const { return static_cast<double>(samples.size()) / sampleRate; }
};

} // namespace steerscope

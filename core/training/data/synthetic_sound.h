// SPDX-License-Identifier: MIT
// Sound that is no speech: noise to add, and items whose text is empty.
#pragma once

#include "core/training/data/random.h"

#include <cstddef>
#include <vector>

namespace steerscope {

enum class NoiseKind {
    White,
    Pink, // 3 dB less an octave
    Brown, // 6 dB less an octave
    Hum, // mains at 50 or 60 Hz with harmonics
};
inline constexpr int kNoiseKinds = 4;

// Mean power about 1.
std::vector<float> noise(NoiseKind kind, std::size_t samples, PositionRandom& random);

enum class NonSpeechKind {
    Silence, // nothing at all, or as little as an open microphone
    Noise,
    Tones, // pure ones, one after the other
    Chords, // like music: three or four decaying notes with harmonics
    Clicks, // and knocks
};
inline constexpr int kNonSpeechKinds = 5;

// At a level between -60 and -15 dB of full scale, silence below.
std::vector<float> nonSpeech(NonSpeechKind kind, std::size_t samples, PositionRandom& random);

} // namespace steerscope

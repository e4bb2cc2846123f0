// SPDX-License-Identifier: MIT
// Pitch and level of speech, frame by frame.
#pragma once

#include <span>
#include <vector>

namespace steerscope::analysis {

struct PitchOptions {
    double lowest = 60.0; // Hz
    double highest = 500.0;
    double threshold = 0.15; // of the normalised difference: below it the frame is voiced
    double quietest = -60.0; // dB of full scale: below it nothing is voiced
};

struct ProsodyFrame {
    double pitch = 0.0; // Hz; 0: unvoiced
    double level = 0.0; // dB of full scale (a full-scale square wave is 0 dB), at least -120
};

// Frame i is centred at (i + 0.5) * frameSeconds. The pitch is YIN's (de Cheveigne and Kawahara 2002, steps 2
// to 5): the lag at which the signal differs least from itself, the difference divided by its mean over the
// shorter lags; the first dip below the threshold counts, so that an octave error needs a deeper one.
std::vector<ProsodyFrame> prosody(std::span<const float> samples, int sampleRate, double frameSeconds,
    int frames, const PitchOptions& options = {});

} // namespace steerscope::analysis

// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace steerscope {

// One triangle of the filter bank: weights[i] belongs to frequency bin first + i.
struct MelFilter {
    int first = 0;
    std::vector<double> weights;
};

// Triangles evenly spaced on Slaney's mel scale (linear to 1 kHz, logarithmic above) from 0 to maxHz, each of
// area one (Slaney's normalisation), over fftSize / 2 + 1 bins. M. Slaney, Auditory Toolbox, 1998; the same
// as Hugging Face's mel_filter_bank(norm="slaney", mel_scale="slaney").
std::vector<MelFilter> slaneyMelFilters(int mels, int fftSize, double sampleRate, double maxHz);

double hertzToMel(double hertz);
double melToHertz(double mel);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/training/data/spec_augment.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

void fill(MelSpectrogram& mel, int firstBand, int bands, int firstFrame, int frames, float value)
{
    for (int m = firstBand; m < firstBand + bands; ++m)
        std::fill_n(
            mel.values.begin() + static_cast<std::ptrdiff_t>(m) * mel.frames + firstFrame, frames, value);
}

float meanOf(const MelSpectrogram& mel, int frames)
{
    double sum = 0.0;
    for (int m = 0; m < mel.mels; ++m)
        for (int t = 0; t < frames; ++t)
            sum += mel.at(m, t);
    return static_cast<float>(sum / (static_cast<double>(mel.mels) * frames));
}

} // namespace

void maskSpectrogram(
    MelSpectrogram& mel, int countedFrames, const AugmentOptions& options, PositionRandom& random)
{
    const int frames = std::min(countedFrames, mel.frames);
    if (frames < 1 || mel.mels < 1)
        return;
    const float value = meanOf(mel, frames);
    int left = static_cast<int>(std::floor(options.timeMaskShare * frames));
    for (int i = 0; i < options.timeMasks; ++i) {
        const int length = std::min(left, random.below(options.timeMaskFrames + 1));
        const int first = random.below(frames - length + 1);
        fill(mel, 0, mel.mels, first, length, value);
        left -= length;
    }
    for (int i = 0; i < options.freqMasks; ++i) {
        const int bands = std::min(mel.mels, random.below(options.freqMaskBands + 1));
        const int first = random.below(mel.mels - bands + 1);
        fill(mel, first, bands, 0, frames, value);
    }
}

} // namespace steerscope

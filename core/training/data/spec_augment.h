// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/mel_spectrogram.h"
#include "core/training/data/augmentation.h"

namespace steerscope {

// SpecAugment (Park et al. 2019) on the counted frames, that is without padding: masked values become the
// mean over the counted frames. Time masks together cover at most options.timeMaskShare of them.
void maskSpectrogram(
    MelSpectrogram& mel, int countedFrames, const AugmentOptions& options, PositionRandom& random);

} // namespace steerscope

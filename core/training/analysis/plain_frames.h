// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/transcriber.h"

#include <optional>
#include <vector>

namespace steerscope::analysis {

struct PlainFrames {
    std::vector<float> hidden; // [frames, width]: those with audio
    int frames = 0;
    double frameSeconds = 0.0;
};

// The output of the encoder without its steering, for a head of this width; recordings of one window. Frames
// joined by the reshape bridge are single ones again. nullopt where the widths do not fit.
std::optional<PlainFrames> plainFrames(
    Transcriber& model, int width, const Waveform& audio, const StopFlag& stop);

} // namespace steerscope::analysis

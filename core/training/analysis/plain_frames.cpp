// SPDX-License-Identifier: MIT
#include "core/training/analysis/plain_frames.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace steerscope::analysis {

std::optional<PlainFrames> plainFrames(
    Transcriber& model, int width, const Waveform& audio, const StopFlag& stop)
{
    SteeringSettings plain;
    plain.bypass = true;
    EncodeTensors tensors = model.encode(audio, plain, {}, stop);
    for (EncodeTensors::Tensor& tensor : tensors.tensors) {
        if (tensor.name != "encoder_out" || tensor.shape[1] % width != 0)
            continue;
        const auto all = static_cast<int>(tensor.shape[0] * tensor.shape[1] / width);
        PlainFrames result;
        result.frameSeconds = model.info().windowSeconds / all;
        result.frames
            = std::min(all, static_cast<int>(std::ceil(audio.seconds() / result.frameSeconds - 1e-6)));
        result.hidden = std::move(tensor.values);
        result.hidden.resize(static_cast<std::size_t>(result.frames) * static_cast<std::size_t>(width));
        return result;
    }
    return std::nullopt;
}

} // namespace steerscope::analysis

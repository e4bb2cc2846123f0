// SPDX-License-Identifier: MIT
// The Whisper encoder's forward, piece by piece (docs/reference-model.md, section 3). B batch, T frames, D
// width.
#pragma once

#include "core/model/encoder/encoder_weights_p.h"

namespace steerscope {

// logMel [B, mels, 2T] -> [B, T, D]: conv, GELU, strided conv, GELU, positions.
at::Tensor convStem(const EncoderWeights& weights, const at::Tensor& logMel);
// h [B, T, D] -> [B, T, D]: pre-norm attention and pre-norm MLP with residuals. Checks stop between
// operators.
at::Tensor encoderLayer(
    const EncoderLayerWeights& weights, int heads, const at::Tensor& h, const StopFlag& stop = {});
// h [B, T, D] -> [B, T, D]
at::Tensor finalNorm(const EncoderWeights& weights, const at::Tensor& h);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/checkpoint/bundle.h"

#include <ATen/core/Tensor.h>

namespace steerscope {

// Max or average over `kernel` frames: h [B, T, D] -> [B, ceil(T/kernel), D]; T is zero-padded at the end to
// a multiple of the kernel first, as the reference does. None and Reshape return h.
at::Tensor poolFrames(const at::Tensor& h, const Pooling& pooling);
// Kimi-Audio's bridge: joins `kernel` neighbouring frames, [B, T, D] -> [B, T/kernel, kernel*D]; T is cut to
// a multiple.
at::Tensor joinFrames(const at::Tensor& h, int kernel);

} // namespace steerscope

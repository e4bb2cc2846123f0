// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_flag.h"

#include <ATen/core/Tensor.h>

namespace steerscope {

// Full (unmasked) multi-head self-attention. qkv [B, T, 3D] -> [B, T, D]; softmax accumulates in float32.
//
// On the CPU in bfloat16 without autograd it works on blocks of rows of one head, so that the scores stay in
// the cache: 2.5 times as fast as LibTorch's fused attention at [1500, 768] with 12 heads; in float32 the
// fused operator is the faster one (docs/performance.md).
at::Tensor selfAttention(const at::Tensor& qkv, int heads, const StopFlag& stop = {});

// The fused operator everywhere; what selfAttention is tested against.
at::Tensor fusedSelfAttention(const at::Tensor& qkv, int heads);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/decoder/decoder_config.h"

#include <ATen/core/Tensor.h>

namespace steerscope {

// Cosine and sine of T positions, attention factor included, float32.
struct RopeTables {
    at::Tensor cosine; // [T, W]
    at::Tensor sine; // [T, W]
};

// Positions first ... first + count - 1 of a sequence that ends there; on the device of options.
RopeTables ropeTables(
    const DecoderConfig& config, std::int64_t first, std::int64_t count, const at::TensorOptions& options);

// x [B, h, T, W] -> the same shape and dtype; the arithmetic is float32.
at::Tensor rotate(const at::Tensor& x, const RopeTables& tables);

} // namespace steerscope

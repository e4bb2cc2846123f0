// SPDX-License-Identifier: MIT
// The decoder as the papers write it, on ATen operators: inference and training share these functions
// (autograd goes through them). Sizes as in decoder_config.h; B sequences of T positions, shorter ones padded
// at their end: positions attend only to earlier ones, so padding there changes nothing before it.
#pragma once

#include "core/model/decoder/decoder_p.h"
#include "core/model/decoder/kv_cache_p.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace steerscope {

// Throws Failure(Model) for an id outside the vocabulary.
void checkTokens(const Decoder& decoder, const std::vector<int>& ids);

// ids -> [N, D]; checks them before anything is launched.
at::Tensor embedTokens(const Decoder& decoder, const std::vector<int>& ids);

// embeddings [B, T, D] of positions that follow the cache's (from 0 without one) -> [B, T, D] after the last
// norm. With a cache B is 1, and keys and values of the new positions are kept in it. The stop flag is looked
// at between layers.
at::Tensor decoderHidden(const Decoder& decoder, const at::Tensor& embeddings, KvCache* cache = nullptr,
    const StopFlag& stop = {});

// hidden [..., D] -> [..., V] float32.
at::Tensor headLogits(const Decoder& decoder, const at::Tensor& hidden);

} // namespace steerscope

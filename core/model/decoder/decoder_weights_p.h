// SPDX-License-Identifier: MIT
// The weights of a causal LLM. Immutable after loading and shared; q, k and v lie in one tensor, gate and up
// in another. Sizes as in decoder_config.h: D width, H heads, G key-value heads, W head width, I
// intermediate, V vocabulary.
#pragma once

#include "core/base/stop_flag.h"
#include "core/model/checkpoint/tensor_file.h"
#include "core/model/decoder/decoder_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace steerscope {

struct DecoderLayerWeights {
    at::Tensor attentionNorm; // [D]
    at::Tensor qkv; // [(H + 2 G) W, D]
    at::Tensor qkvBias; // [(H + 2 G) W], or undefined
    at::Tensor queryNorm; // [W], or undefined
    at::Tensor keyNorm; // [W], or undefined
    at::Tensor output; // [D, H W]
    at::Tensor outputBias; // [D], or undefined
    at::Tensor mlpNorm; // [D]
    at::Tensor gateUp; // [2 I, D]
    at::Tensor gateUpBias; // [2 I], or undefined
    at::Tensor down; // [D, I]
    at::Tensor downBias; // [D], or undefined
};

struct DecoderWeights {
    at::Tensor embedding; // [V, D]
    std::vector<DecoderLayerWeights> layers;
    at::Tensor norm; // [D]
    at::Tensor head; // [V, D]; the embedding itself when tied
    std::int64_t bytes = 0; // held, a tied head counted once

    at::Device device() const { return embedding.device(); }
    at::ScalarType dtype() const { return embedding.scalar_type(); }
};

// Every tensor is copied once, from the mapped file into its place. source names the folder in messages.
// Throws Failure(Model) for a missing, extra or wrongly shaped tensor, before anything large is allocated.
DecoderWeights loadDecoderWeights(const DecoderConfig& config, TensorMap tensors, const std::string& source,
    at::ScalarType dtype, at::Device device, const ProgressFn& progress = {}, const StopFlag& stop = {});

} // namespace steerscope

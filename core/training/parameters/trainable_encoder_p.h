// SPDX-License-Identifier: MIT
// A Whisper-shaped encoder that is trained: its leaves, and the weights a forward pass takes.
#pragma once

#include "core/model/encoder/encoder_weights_p.h"
#include "core/training/parameters/parameter_set_p.h"

#include <cstdint>
#include <filesystem>

namespace steerscope {

// New weights: linear and convolution weights uniform in +-sqrt(3 / fan_in) (variance 1 / fan_in) with the
// outputs of each residual branch scaled by 1 / sqrt(2 L), biases 0, norms 1, Whisper's sinusoids as
// positions.
EncoderWeights randomEncoder(const EncoderConfig& config, std::uint64_t seed);

// In float32 on the CPU. Throws Failure(Model), Failure(Input).
EncoderWeights readEncoderFolder(const std::filesystem::path& folder);

// Adds the encoder's tensors to `set`, group "encoder", names as in Whisper's state dict except that q, k and
// v are one weight `self_attn.qkv.weight` [3D, D] and the bias of q and v `self_attn.qv.bias` [2D] (k has
// none). Positions are not trained.
void addEncoderParameters(ParameterSet& set, const EncoderWeights& weights);
// The weights as casts of the leaves, so that gradients reach them.
EncoderWeights encoderFromParameters(
    const ParameterSet& set, const EncoderConfig& config, const at::Tensor& positions, at::ScalarType dtype);

// Writes config.json, preprocessor_config.json and model.safetensors (in `dtype`) as Hugging Face's Whisper
// has them.
void writeEncoderFolder(
    const EncoderWeights& weights, const std::filesystem::path& folder, at::ScalarType dtype = at::kFloat);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// A small Qwen2-shaped LLM that is trained: its leaves, and the weights a forward pass takes.
#pragma once

#include "core/model/decoder/decoder_p.h"
#include "core/training/parameters/parameter_set_p.h"

#include <cstdint>
#include <filesystem>

namespace steerscope {

// New weights: N(0, 0.02^2), outputs of each residual branch scaled by 1 / sqrt(2 L), biases 0, norms 1.
DecoderWeights randomDecoder(const DecoderConfig& config, std::uint64_t seed);

// Adds the LLM's tensors to `set`, group "llm"; q, k, v and gate, up are one weight each, as in
// DecoderWeights. A tied head is not a tensor of its own.
void addDecoderParameters(ParameterSet& set, const Decoder& decoder);
// The weights as casts of the leaves, so that gradients reach them.
Decoder decoderFromParameters(const ParameterSet& set, const DecoderConfig& config, at::ScalarType dtype);

// Writes config.json, generation_config.json and model.safetensors (in `dtype`) as Hugging Face has them for
// the family, and copies the tokenizer.
void writeDecoderFolder(const Decoder& decoder, const std::filesystem::path& tokenizer,
    const std::filesystem::path& folder, at::ScalarType dtype = at::kFloat);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Sizes and rules of a causal LLM, read from config.json and generation_config.json. No torch in this header.
#pragma once

#include "core/base/model_info.h"
#include "core/model/decoder/rope.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace steerscope {

// Qwen2 and Qwen2.5, Qwen3, Llama and Mistral: one architecture whose differences are the fields below.
struct DecoderConfig {
    std::string family; // "qwen2", "qwen3", "llama" (Mistral is one)
    int layers = 0;
    int width = 0; // D
    int heads = 0; // H, of queries
    int keyValueHeads = 0; // G, divides H
    int headWidth = 0; // W
    int intermediate = 0; // I, of the gated MLP
    int vocabulary = 0; // V
    double normEpsilon = 1e-6;
    bool queryKeyNorm = false; // RMS norm of every head's query and key (Qwen3)
    bool qkvBias = false;
    bool outputBias = false;
    bool mlpBias = false;
    bool tiedHead = false; // the head is the embedding
    int positions = 0; // max_position_embeddings
    RopeConfig rope;
    std::vector<int> stopIds; // any of them ends a text
    SamplingDefaults sampling;

    int queryWidth() const { return heads * headWidth; }
    int keyValueWidth() const { return keyValueHeads * headWidth; }
};

// folder: holds config.json; generation_config.json is optional, as in Hugging Face. Throws Failure(Model)
// that names the file, the setting, and what was found: a family, activation, rope scaling or sliding window
// that is not implemented, a size that no model has. Nothing is allocated before all of them are checked.
DecoderConfig readDecoderConfig(const std::filesystem::path& folder);

} // namespace steerscope

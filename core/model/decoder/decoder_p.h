// SPDX-License-Identifier: MIT
// A frozen causal LLM, loaded once and shared by everything that runs it.
#pragma once

#include "core/model/decoder/decoder_weights_p.h"

#include <filesystem>
#include <memory>

namespace steerscope {

struct Decoder {
    DecoderConfig config;
    DecoderWeights weights; // weights.bytes: memory held
};

// folder: config.json, generation_config.json and weights as readWeightsFolder() finds them. Progress:
// "loading LLM", a step a layer. Throws Failure(Model), Failure(Input), Failure(Cancelled).
std::shared_ptr<const Decoder> loadDecoder(const std::filesystem::path& folder, at::ScalarType dtype,
    at::Device device, const ProgressFn& progress = {}, const StopFlag& stop = {});

} // namespace steerscope

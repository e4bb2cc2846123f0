// SPDX-License-Identifier: MIT
// What a loaded (or inspected) model is. Plain values: sent from the engine to the window, printed by the
// command line.
#pragma once

#include "core/base/steering_settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace steerscope {

struct SamplingDefaults { // of the LLM's generation_config.json
    bool sample = false; // do_sample
    double temperature = 1.0;
    int topK = 0; // 0: off
    double topP = 1.0; // 1: off
    double repetitionPenalty = 1.0; // 1: off
};

struct ParameterCounts { // counted apart; scalars, not bytes
    std::int64_t encoder = 0;
    std::int64_t vectors = 0;
    std::int64_t routers = 0;
    std::int64_t scales = 0;
    std::int64_t projection = 0;
    std::int64_t llm = 0;
};

struct ModelInfo {
    std::string name; // of the bundle or folder
    std::string path; // as the engine sees it
    std::string fingerprint; // of a loaded model: the same for the same weights, wherever they lie (SHA-256)
    std::string variant; // "layerwise-single", "layerwise-routers", "layerwise-shared", "post-encoder",
                         // "hybrid", "static", "encoder"
    std::string kind; // "bundle", "whisper"
    int encoderLayers = 0; // L
    int width = 0; // D
    int heads = 0;
    int mels = 0;
    double windowSeconds = 30.0; // one audio window of the encoder
    int windowFrames = 1500; // encoder frames of a window before pooling
    std::vector<SteeredLayerInfo> steered; // lowest first, kOutLayer last
    std::string pooling; // "max,4@32", "average,4@32", "none", "reshape,4"
    bool decodesText = false; // false for a bare Whisper encoder
    std::string llmFamily; // "qwen2", "qwen3", "llama"; empty without one
    int llmLayers = 0;
    int llmWidth = 0;
    int vocabulary = 0;
    std::string prompt; // default prompt text
    int maxPromptTokens = 2048; // audio positions kept
    int maxTokens = 512;
    SamplingDefaults sampling;
    ParameterCounts parameters;
    std::string device; // "cpu", "cuda:0": the one really in use; empty when only inspected
    std::string deviceReason; // why: "chosen", "no CUDA device: ..."
    std::string dtype; // "float32", "bfloat16", "float16"
    int threads = 0;
    std::int64_t weightBytes = 0; // memory held by the weights
    std::vector<std::string> notes; // things said at import or load
};

} // namespace steerscope

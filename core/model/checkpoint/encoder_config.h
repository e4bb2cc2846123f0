// SPDX-License-Identifier: MIT
// Sizes of a Whisper-shaped encoder, from its config.json and preprocessor_config.json. No torch in this
// header.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <filesystem>
#include <string>

namespace steerscope {

struct EncoderConfig {
    int layers = 0; // L
    int width = 0; // D
    int heads = 0; // divides width
    int ffn = 0; // width of the MLP between fc1 and fc2
    int mels = 0; // 80 or 128
    int positions = 0; // rows of embed_positions: encoder frames of a window, half its mel frames
    int fftSize = 400; // samples
    int hop = 160; // samples
    int windowSamples = 480000; // one audio window
    int sampleRate = 16000; // Hz

    double windowSeconds() const { return static_cast<double>(windowSamples) / sampleRate; }
    int melFrames() const { return windowSamples / hop; }
};

// Throws Failure(Model) naming the file and the setting: a size that is missing, absurd or does not fit the
// others, an activation other than gelu, scale_embedding.
EncoderConfig readEncoderConfig(const std::filesystem::path& folder);

// The encoder's tensors of a Whisper state dict under their names without "model.encoder.", "encoder." or the
// reference checkpoint's prefix: conv1.weight .. layer_norm.bias. Everything else is left out.
TensorMap encoderTensors(const TensorMap& weights);

// Throws Failure(Model) naming the first tensor that is missing, extra or wrongly shaped, with what was
// expected and found. Takes the names of encoderTensors(). Call before anything is allocated.
void checkEncoderTensors(const TensorMap& encoder, const EncoderConfig& config, const std::string& where);

} // namespace steerscope

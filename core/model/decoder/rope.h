// SPDX-License-Identifier: MIT
// Rotary position embedding: the frequencies of each kind of rope scaling, as Hugging Face transformers 4.57
// computes them (modeling_rope_utils). No torch in this header.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steerscope {

enum class RopeScaling {
    None,
    Linear,
    Dynamic, // NTK: the base grows with the sequence once it is longer than the model's positions
    Llama3,
    Yarn,
};

struct RopeConfig {
    double theta = 10000.0;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    int originalPositions = 0; // Dynamic, Llama3, Yarn: positions of the unscaled model
    double lowFrequencyFactor = 1.0; // Llama3
    double highFrequencyFactor = 4.0; // Llama3
    double betaFast = 32.0; // Yarn
    double betaSlow = 1.0; // Yarn
    bool truncate = true; // Yarn: whole dimensions as the ramp's ends
    std::optional<double> attentionFactor; // Yarn
    double mscale = 0.0; // Yarn; 0: absent
    double mscaleAllDimensions = 0.0; // Yarn; 0: absent
};

struct RopeFrequencies {
    std::vector<float> inverse; // [W/2] radians a position; dimension i turns with i + W/2
    float attentionFactor = 1.0f; // multiplies cosine and sine
};

// headWidth: W, even. sequenceLength: positions in the whole sequence, kept ones included (only Dynamic
// depends on it).
RopeFrequencies ropeFrequencies(const RopeConfig& rope, int headWidth, std::int64_t sequenceLength);

// Whether keys rotated in a sequence of one length are valid in one of another length.
bool sameRotation(const RopeConfig& rope, std::int64_t oneLength, std::int64_t otherLength);

} // namespace steerscope

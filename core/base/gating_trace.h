// SPDX-License-Identifier: MIT
// What the routers said and what the steering did in one audio window, as plain values.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace steerscope {

// Steering after the encoder is one row of its own; encoder layers are counted from 0 in code and files,
// from 1 wherever a person reads or types.
inline constexpr int kOutLayer = -1;

// "out" or the layer counted from 1: what a person reads and types.
std::string layerLabel(int layer);
// The other way; -2 for text that is neither "out" nor a whole number >= 1.
inline constexpr int kNoLayer = -2;
int layerFromLabel(const std::string& label);

// One steered layer. Frames may differ between layers when pooling sits in mid-encoder.
struct LayerTrace {
    int layer = 0; // encoder layer from 0, or kOutLayer
    int experts = 0; // E
    int frames = 0; // T
    double frameSeconds = 0.02;
    int countedFrames = 0; // the first countedFrames carry audio, the rest is padding
    double trainedScale = 1.0; // s_l of the checkpoint
    double effectiveScale = 1.0; // c_l of this run (without time ranges)
    double meanVectorNorm = 0.0; // mean over experts of |V_e|
    std::vector<float> gates; // [T, E] router gates g, rows sum to 1
    std::vector<float> push; // [T] |c (a V)| / |h|, h before steering
    std::vector<float> pushConstant; // [T] the same of the mean part, a averaged over counted frames
    std::vector<float> pushRouted; // [T] the same of the rest

    float gate(int frame, int expert) const
    {
        return gates[static_cast<std::size_t>(frame) * experts + expert];
    }
};

struct GatingTrace {
    int window = 0; // which audio window, from 0
    double startSeconds = 0.0; // of the window in the recording
    double endSeconds = 0.0; // end of its audio (padding excluded)
    std::vector<LayerTrace> layers; // steered layers, lowest first; empty when the model steers nothing

    const LayerTrace* find(int layer) const;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The figures of docs/steering-and-analysis.md, per layer over counted frames. Natural logarithms throughout.
#pragma once

#include "core/base/gating_trace.h"

#include <vector>

namespace steerscope {

enum class FrameChoice {
    Counted, // frames with audio
    All, // padding included: the reference's own analysis
};

struct LayerFigures {
    int layer = 0;
    int experts = 0;
    double scale = 0.0; // trained
    double effectiveScale = 0.0;
    std::vector<double> meanGates; // [E]; the reference's avg_gating
    std::vector<int> topExperts; // up to 3, from 0, by mean gate
    std::vector<double> topScores;
    double usageEntropy = 0.0; // of the mean gates
    double referenceDiversity = 0.0; // the same with the reference's 1e-8 inside the log
    double frameEntropy = 0.0; // mean over frames of the entropy of g
    double routingInformation = 0.0; // usageEntropy - frameEntropy
    double strength = 0.0; // largest mean gate
    double pushMedian = 0.0;
    double push95 = 0.0; // 95th percentile
    double pushConstantMedian = 0.0;
    double pushRoutedMedian = 0.0;
    double scaledVectorNorm = 0.0; // c * mean |V_e|
    long frames = 0;
    long countedFrames = 0;
};

// One entry a steered layer, over all frames of all traces (which come from one model, any number of
// recordings).
std::vector<LayerFigures> gatingFigures(const std::vector<GatingTrace>& traces, FrameChoice choice);

// -sum p ln p, with 0 ln 0 = 0.
double entropy(const float* p, int n);

} // namespace steerscope

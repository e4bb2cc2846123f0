// SPDX-License-Identifier: MIT
// The trained steering of a model, whatever its variant, as one form: for each steered layer a router and
// vectors. docs/reference-model.md, section 2. E experts, D width, L encoder layers.
#pragma once

#include "core/base/steering_settings.h"
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/weight_loader_p.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace steerscope {

struct LayerSteering {
    int layer = 0; // from 0, or kOutLayer
    at::Tensor vectors; // V [E, D]
    at::Tensor routerWeight; // [E, D]; of the single router only the rows this layer uses
    at::Tensor routerBias; // [E]
    at::Tensor
        logitMatrix; // [E, E] of the shared-router variant: logits = router(h) @ logitMatrix; else undefined
    double scale = 1.0; // s, as trained

    // On the host, for figures: G = V V^T in float32, so that |a V|^2 = a G a^T.
    std::vector<float> gram; // [E, E]
    double meanVectorNorm = 0.0;

    int experts() const { return static_cast<int>(vectors.size(0)); }
    SteeredLayerInfo info() const { return {layer, experts(), scale, meanVectorNorm}; }
};

struct SteeringWeights {
    std::vector<LayerSteering> rows; // lowest layer first; kOutLayer last; empty for a static model

    const LayerSteering* find(int layer) const;
};

// width: D of the encoder, layers: its depth. Throws Failure(Model) naming the tensor that is missing or
// wrongly shaped.
SteeringWeights loadSteering(Variant variant, int layers, int width, WeightLoader& loader);

} // namespace steerscope

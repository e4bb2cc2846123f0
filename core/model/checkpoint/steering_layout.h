// SPDX-License-Identifier: MIT
// Which variant a set of trained tensors is, and its sizes: read from names and shapes, never from a
// constant. Names without prefix, as in steering.safetensors (bundle.h). No torch in this header.
#pragma once

#include "core/base/steering_settings.h"
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/tensor_check.h"

#include <map>
#include <string>
#include <vector>

namespace steerscope {

struct SteeringLayout {
    Variant variant = Variant::Static;
    int width = 0; // D of the vectors; 0: static
    std::map<int, int> experts; // steered layer (from 0, or kOutLayer) -> E
    int projectionIn = 0; // 0: no projection
    int projectionOut = 0;

    // Layers counted from 0 that are steered, kOutLayer aside, are below this.
    int depth() const;
};

// Throws Failure(Model) naming the tensor that is missing, extra or wrongly shaped, with what was expected
// and found.
SteeringLayout steeringLayout(const TensorMap& trained, const std::string& where);

// Throws Failure(Model) where the layout does not fit an encoder of this depth and width, whose output
// reaches the projection with bridgeWidth values, and an LLM of this width.
void checkLayout(const SteeringLayout& layout, int encoderLayers, int width, int bridgeWidth, int llmWidth,
    const std::string& where);

// Trained scales and mean vector norms, lowest layer first, kOutLayer last.
std::vector<SteeredLayerInfo> steeredLayers(const TensorMap& trained, const SteeringLayout& layout);

// Trained scalars counted apart; encoder and llm stay 0.
ParameterCounts trainedCounts(const TensorMap& trained);

} // namespace steerscope

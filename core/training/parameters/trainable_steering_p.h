// SPDX-License-Identifier: MIT
// The trained part of SteerMoE: vectors, routers, scales and projection as leaves under the bundle's tensor
// names (docs/bundle.md), whatever the variant.
#pragma once

#include "core/model/projection/projection_p.h"
#include "core/model/steering/steering_weights_p.h"
#include "core/training/parameters/parameter_set_p.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

struct SteeringShape {
    Variant variant = Variant::LayerwiseSingle;
    int layers = 0; // L of the encoder
    int width = 0; // D
    std::vector<int> steered; // hybrid: encoder layers from 0, lowest first; else ignored
    std::vector<int> experts; // one a steered layer; one value for all others
    double initialScale = 0.1;
    double vectorDeviation = 0.01;
};

// New tensors under the bundle's names: vectors N(0, deviation^2), scales, `layer_weights` the identity,
// routers PyTorch's default.
std::map<std::string, at::Tensor> randomSteering(const SteeringShape& shape, std::uint64_t seed);
// prompt_proj.weight [out, in] and .bias, PyTorch's default; nothing where the widths are equal.
std::map<std::string, at::Tensor> randomProjection(int in, int out, std::uint64_t seed);

struct SteeringTraining {
    bool scales = true; // false: they keep their values
    bool sharedScale
        = false; // one learned number for all layers: `shared_scale`, which replaces the layers' at the end
};

// Groups: "vectors", "scales", "router", "projection". Scales that are not trained are no leaves.
void addSteeringParameters(
    ParameterSet& set, const std::map<std::string, at::Tensor>& tensors, const SteeringTraining& training);

// The rows a forward pass takes. Each row's scale is 1 and its vectors are s_l * V_l, so that the scale has a
// gradient and the forward functions stay inference's: h + 1 * (g @ (s V)). fixedScales: of those that are no
// leaves, by tensor name.
SteeringWeights steeringFromParameters(const ParameterSet& set, const SteeringShape& shape,
    const std::map<std::string, at::Tensor>& fixedScales, at::ScalarType dtype);
Projection projectionFromParameters(const ParameterSet& set, at::ScalarType dtype);

// Current tensors under the bundle's names, float32 on the CPU; a shared scale is written into every layer's.
std::map<std::string, at::Tensor> bundleTensors(const ParameterSet& set, const SteeringShape& shape,
    const std::map<std::string, at::Tensor>& fixedScales);

// Scale and mean vector norm of each row as they are now: scale s, not c.
struct RowState {
    int layer = 0; // from 0, or kOutLayer
    double scale = 1.0;
    double vectorNorm = 0.0; // mean |V_e|
};
std::vector<RowState> rowStates(const ParameterSet& set, const SteeringShape& shape,
    const std::map<std::string, at::Tensor>& fixedScales);

} // namespace steerscope

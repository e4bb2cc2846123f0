// SPDX-License-Identifier: MIT
// Steering of one layer (docs/steering-and-analysis.md): g = softmax(z / tau), a = applied gate, h' = h + c
// (a @ V).
#pragma once

#include "core/model/steering/steering_weights_p.h"

namespace steerscope {

// Router gates of h [B, T, D]: [B, T, E] in float32, rows sum to 1.
at::Tensor routerGates(const LayerSteering& row, const at::Tensor& h, double temperature);
// Applied gates: muted and soloed experts 0 without renormalising, or one-hot when forced. [B, T, E] -> [B,
// T, E]
at::Tensor appliedGates(const at::Tensor& gates, const LayerSettings& setting);
// h + scale * (applied @ V), [B, T, D]; h itself where scale is 0.
at::Tensor addSteering(
    const LayerSteering& row, const at::Tensor& h, const at::Tensor& applied, double scale);

// What one steered layer did, still on the device.
struct SteeringRecord {
    at::Tensor gates; // [B, T, E] float32
    at::Tensor norms; // [B, T] float32, |h| before steering
};

// The whole step; fills record. held, where given, are the applied gates [1, T, E] whatever the router says.
at::Tensor steer(const LayerSteering& row, const at::Tensor& h, const SteeringSettings& settings,
    SteeringRecord& record, const at::Tensor* held = nullptr);

} // namespace steerscope

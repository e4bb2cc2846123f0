// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/gating_trace.h"
#include "core/base/run.h"
#include "core/model/steered_encoder_p.h"

namespace steerscope {

// Moves a pass's records off the device in one block and adds the pushes (docs/steering-and-analysis.md).
GatingTrace makeTrace(const SteeredEncoder& model, const std::vector<SteeringRecord>& records,
    const SteeringSettings& settings, const HeldTensors& held, int window, const WindowSpan& span);

} // namespace steerscope

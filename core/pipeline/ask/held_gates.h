// SPDX-License-Identifier: MIT
// The gates of a run as something to lay over another one, and what an ablation makes of them.
#pragma once

#include "core/base/run.h"
#include "core/base/steering_settings.h"
#include "core/base/study.h"

#include <vector>

namespace steerscope {

// Applied gates [T, E] of a traced layer under its settings: router gates with muted experts 0, or one-hot.
std::vector<float> appliedGates(const LayerTrace& trace, const LayerSettings& setting);

// The applied gates with one expert ablated.
std::vector<float> ablatedGates(
    const LayerTrace& trace, const LayerSettings& setting, int expert, AblationForm form);

// The applied gates of the run's layers above this one, held as they were; kOutLayer is above all.
HeldGates gatesAbove(const std::vector<GatingTrace>& traces, const SteeringSettings& settings, int layer);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/config/train_config.h"

namespace steerscope {

// Writes OUTPUT/config.json, or, where one is from an earlier start, compares: what shapes the weights must
// be the same, or the run would not go on but be another one. How long, how often and with how many threads
// may change; so may the steps, which also end the schedule. Throws Failure(Input) naming the first key that
// differs.
void keepConfig(const TrainConfig& config);

} // namespace steerscope

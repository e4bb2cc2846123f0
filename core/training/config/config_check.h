// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/config/train_config.h"

#include <string>

namespace steerscope {

// Whether the values make sense together and the task has what it needs. where: the file, for messages.
// Throws Failure(Input).
void checkTrainConfig(const TrainConfig& config, const std::string& where);

} // namespace steerscope

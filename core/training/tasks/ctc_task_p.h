// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/tasks/task_p.h"

namespace steerscope {

// A Whisper-shaped encoder learns from characters by CTC.
std::unique_ptr<Task> makeCtcTask(const TrainConfig& config, const Ranks& ranks);

} // namespace steerscope

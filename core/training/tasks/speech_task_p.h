// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/tasks/task_p.h"

namespace steerscope {

// Steering and projection between a frozen encoder and a frozen LLM (task steering), or all of it (task
// joint).
std::unique_ptr<Task> makeSpeechTask(const TrainConfig& config, const Ranks& ranks);

} // namespace steerscope

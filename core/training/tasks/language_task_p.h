// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/tasks/task_p.h"

namespace steerscope {

// A small LLM learns from sentences, some of them behind an audio-like prefix.
std::unique_ptr<Task> makeLanguageTask(const TrainConfig& config, const Ranks& ranks);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// One optimizer step over all micro batches and ranks.
#pragma once

#include "core/training/optimizer/adamw_p.h"
#include "core/training/tasks/task_p.h"

namespace steerscope {

// forward and backward of every micro batch, the mean gradient over all targets of all ranks, clipping,
// AdamW. `step` from 0 is the step about to be taken. Throws Failure(Internal) naming step and batch when
// loss or gradients are not finite; then no weight has changed.
StepRecord trainingStep(const TrainConfig& config, Task& task, AdamW& optimizer, const Ranks& ranks,
    std::int64_t step, const StopFlag& stop);

} // namespace steerscope

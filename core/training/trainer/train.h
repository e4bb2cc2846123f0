// SPDX-License-Identifier: MIT
// The public door of training. No torch in this header.
#pragma once

#include "core/base/stop_flag.h"
#include "core/training/config/train_config.h"
#include "core/training/trainer/log_records.h"

#include <functional>
#include <string>

namespace steerscope {

class Ranks;

// All may be empty; called on the training's thread, on the first rank only.
struct TrainCallbacks {
    ProgressFn progress; // while preparing and evaluating
    std::function<void(const StepRecord&, std::int64_t steps)> step;
    std::function<void(const DevRecord&)> dev;
    std::function<void(const std::string&)> note;
};

// Trains in config.output until the steps are done, goes on there if something is left of an earlier run, and
// writes what docs/training.md says. A raised stop flag or control.json's "stop" ends it with a checkpoint
// after the step it is in. Throws Failure: Input (configuration or data: what, where), Model, Output (disk
// full: the last checkpoint is whole), Internal (a loss that is not finite: step and batch), Cancelled (the
// stop flag, after the checkpoint).
EndRecord train(const TrainConfig& config, const TrainCallbacks& callbacks = {}, const StopFlag& stop = {});
// As one of several processes that all call it with the same configuration. The run folder is the first
// one's; another rank's failure is thrown here too (its code and message, or EngineLost when it is gone).
EndRecord train(const TrainConfig& config, const Ranks& ranks, const TrainCallbacks& callbacks = {},
    const StopFlag& stop = {});

} // namespace steerscope

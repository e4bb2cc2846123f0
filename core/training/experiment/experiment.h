// SPDX-License-Identifier: MIT
// Runs a recipe: every stage's units as child processes, one after the other, each done once.
//
// Why child processes: a training that runs out of memory or is killed ends alone and is a result; memory and
// threads come back whole between runs; and what the experiment did can be typed by hand, command by command
// (every one is in the unit's log).
#pragma once

#include "core/base/stop_flag.h"
#include "core/training/experiment/recipe.h"

#include <functional>
#include <string>

namespace steerscope::experiment {

struct ExperimentOptions {
    std::string program; // steerscope-cli
    bool retryFailed = false; // runs of a grid that failed before are tried again
};

struct ExperimentCallbacks {
    ProgressFn progress;
    std::function<void(const std::string&)> note;
};

struct ExperimentSummary {
    int units = 0;
    int reused = 0; // were done before
    int failed = 0; // runs of a grid
    int skipped = 0; // would have read what those make
};

// Throws Failure: what a unit that may not fail ended with (its log is named), Cancelled. Started again, it
// goes on; a training goes on from its last checkpoint.
ExperimentSummary runExperiment(const Recipe& recipe, const ExperimentOptions& options,
    const ExperimentCallbacks& callbacks, const StopFlag& stop);

} // namespace steerscope::experiment

// SPDX-License-Identifier: MIT
// What `evaluate` compares: each model at each master scale.
#pragma once

#include "app/cli/model_options.h"

#include <string>
#include <vector>

namespace steerscope::cli {

struct EvaluationSystem {
    std::string label; // "layerwise-single", "layerwise-single x 0.5"
    SteeringSettings settings;
    std::string fingerprint; // of everything that decides its text
};

// "-1,0,0.5,1" as numbers; throws Failure(Usage).
std::vector<double> masterScales(const std::string& list);

// The systems of one loaded model. masters: empty for the settings as they are.
std::vector<EvaluationSystem> systemsOf(
    const ReadyModel& model, const RunOptions& run, const std::vector<double>& masters);

// The one that differences are taken against: the first model as trained where a sweep has it, else the
// first.
std::size_t referenceSystem(const std::vector<EvaluationSystem>& systems);

} // namespace steerscope::cli

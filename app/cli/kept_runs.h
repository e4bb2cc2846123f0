// SPDX-License-Identifier: MIT
// Runs of this program as they are kept in session archives, and what tells two of them apart.
#pragma once

#include "core/base/kept_run.h"
#include "core/base/model_info.h"

#include <optional>
#include <string>
#include <vector>

namespace steerscope::cli {

KeptRun keptRun(const ModelInfo& info, const SteeringSettings& settings, const RunOptions& options,
    const RunResult& result, const KeptRecording& recording);
KeptGates keptGates(const std::vector<GatingTrace>& traces);

// What is known to differ between then and now, apart from the words: model, device, precision, threads,
// versions. One phrase each, "the model is another one"; empty when nothing is known to.
std::vector<std::string> knownDifferences(const KeptRun& then, const KeptRun& now);

// Where the words part: "audio window 2, token 5: \" tree\" then, \" three\" now"; empty when they do not.
std::string firstOtherToken(const Transcript& then, const Transcript& now);

// Largest absolute difference of any gate; nullopt when their shapes differ or there are none.
std::optional<double> largestGateDifference(const KeptGates& then, const KeptGates& now);

} // namespace steerscope::cli

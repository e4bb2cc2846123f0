// SPDX-License-Identifier: MIT
// Checkpoints of a run: what it needs to go on as if it had never been stopped. Random numbers and the data's
// order are functions of seed and step, so the step is all there is to keep of them.
#pragma once

#include "core/training/optimizer/adamw_p.h"
#include "core/training/ranks/ranks.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>

namespace steerscope {

struct RunState {
    std::int64_t step = 0; // steps done
    std::string dataKey; // of the data it was made with
    double seconds = 0.0; // spent training
    std::optional<double> bestWer;
    double bestScore = std::numeric_limits<double>::infinity();
    std::int64_t bestStep = 0;
    std::int64_t evaluatedStep = 0; // the last one that was evaluated
    int devsWithoutBetter = 0;
};

// folder/step-N, whole or not at all (a sibling that is renamed). Then removes all but the newest `keep`.
// Returns its path. Throws Failure(Output).
std::filesystem::path writeCheckpoint(const std::filesystem::path& folder, const RunState& state,
    const ParameterSet& parameters, const AdamW& optimizer, int keep);

// The newest checkpoint that can be read into both; nullopt where there is none. Throws Failure(Input) when
// there are some and the newest does not fit.
std::optional<RunState> restoreCheckpoint(
    const std::filesystem::path& folder, const ParameterSet& parameters, AdamW& optimizer);

// The same on every rank, read by the first: the others need not see its folder. Without a checkpoint all get
// the first one's initial values.
std::optional<RunState> restoreCheckpoint(const std::filesystem::path& folder, const ParameterSet& parameters,
    AdamW& optimizer, const Ranks& ranks);

// The state of the newest checkpoint, without its tensors.
std::optional<RunState> newestCheckpoint(const std::filesystem::path& folder);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The runs of a grid: a training and an evaluation for every row, share of the data and seed.
#pragma once

#include "core/training/experiment/recipe.h"
#include "core/training/experiment/unit.h"

#include <string>
#include <vector>

namespace steerscope::experiment {

struct GridRun {
    std::string id; // "static-100-s1"
    std::string row;
    double share = 1.0;
    int seed = 1;
    std::filesystem::path folder; // of the training
    std::filesystem::path hypotheses; // of the evaluation; one system
    std::filesystem::path trainHypotheses; // over training recordings; empty: not asked
    std::filesystem::path sweep; // hypotheses at every master scale; empty: none
};

std::vector<GridRun> gridRuns(const Stage& stage, const std::filesystem::path& output); // in the rows' order

// The frozen encoder's own CTC head as a run without training, of seed 0, read through the first run of the
// row that the grid names (whose steering it leaves out).
inline constexpr const char* kCtcRow = "encoder's own CTC";

GridRun ctcRun(const Stage& stage, const std::filesystem::path& output);

// The row's configuration over the base, with seed, share and folder. Throws Failure(Input) for a key "a.b"
// whose "a" is no object.
std::string runConfig(const Grid& grid, const GridRow& row, const GridRun& run);

// program: steerscope-cli.
std::vector<Unit> gridUnits(
    const Stage& stage, const std::filesystem::path& output, const std::string& program);

} // namespace steerscope::experiment

// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/experiment/recipe.h"

#include <filesystem>
#include <map>
#include <string>

namespace steerscope::experiment {

// What a grid found, as a report folder. failures: unit name -> what it ended with. Runs that failed are
// named and counted; a row whose runs all failed has no score. Scores are of the end of each training, not of
// its best dev evaluation: nothing is chosen on the speakers that are reported on.
void writeComparisonReport(const Stage& stage, const Recipe& recipe,
    const std::map<std::string, std::string>& failures, const std::filesystem::path& folder);

} // namespace steerscope::experiment

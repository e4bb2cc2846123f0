// SPDX-License-Identifier: MIT
// The tables of a comparison.
#pragma once

#include "core/training/experiment/grid_results.h"
#include "core/training/report/report_table.h"

#include <string>
#include <vector>

namespace steerscope::experiment {

// Counted work is of so many tokens; the report says so.
inline constexpr int kAnswerTokens = 16;
inline constexpr int kPromptTokens = 8;

report::ReportTable scoreTable(const std::vector<RowResult>& rows, const std::string& reference);
// Simple and hard sets apart, at all of the data.
report::ReportTable setTable(const std::vector<RowResult>& rows, const std::string& reference);
report::ReportTable costTable(const std::vector<RowResult>& rows, double targetLoss);
report::ReportTable gapTable(const std::vector<RowResult>& rows); // training recordings against dev
report::ReportTable sweepTable(const std::vector<RowResult>& rows); // master scales; no rows: none was swept

} // namespace steerscope::experiment

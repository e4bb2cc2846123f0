// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/model_info.h"
#include "core/training/analysis/gating_study.h"

#include <filesystem>

namespace steerscope::analysis {

// The study as a report folder (report.md, CSV, SVG), which appears whole. Layers and experts count from 1.
void writeStudyReport(const StudyResult& result, const ModelInfo& model, const StudyOptions& options,
    const std::filesystem::path& folder);

} // namespace steerscope::analysis

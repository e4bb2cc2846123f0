// SPDX-License-Identifier: MIT
// The figures of gating_figures.h as `analyze` prints them. Layers and experts count from 1.
#pragma once

#include "core/base/gating_figures.h"

#include <string>
#include <vector>

namespace steerscope::cli {

struct Analysis {
    std::vector<LayerFigures> layers;
    int files = 0;
};

std::string analysisTable(const Analysis& analysis);
std::string analysisJson(const Analysis& analysis);
std::string analysisCsv(const Analysis& analysis);

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
// What the results of studies say in words, and as cells of a map.
#pragma once

#include "core/base/study.h"
#include "widgets/ask/layer_expert_map.h"

#include <QString>

namespace steerscope {

// One or two lines above the result: what was asked, what came out.
QString studySummary(const StudyResult& result);
// "scale 0.50: log p -3.214, word errors 50.0 %: on town"
QString sweepPointText(const SweepResult& result, int point);

std::vector<MapCell> mapCells(const AblationResult& result);
std::vector<MapCell> mapCells(const AttributionResult& result); // integrals

// Whether a click can do what an ablation did: removing is muting, the other forms have no setting.
bool canApply(const AblationResult& result, int expert);

} // namespace steerscope

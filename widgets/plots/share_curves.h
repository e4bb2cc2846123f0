// SPDX-License-Identifier: MIT
// One layer's experts over the visible time as curves: a point a column, averaged like the heatmap's.
#pragma once

#include "widgets/heatmap/gate_store.h"

#include <vector>

namespace steerscope {

enum class ShareStyle {
    Stacked, // each curve on top of the ones before; the last one is 1
    Lines,
};

struct ShareCurves {
    std::vector<double> seconds; // middle of each column
    std::vector<std::vector<double>> values; // [E][columns]; NaN where there is no trace or only padding
};

// At most `columns` points, fewer where frames are wider than columns. Columns lie on a grid fixed to time
// zero.
ShareCurves shareCurves(
    const GateStore& store, int layer, const TimeSpan& visible, int columns, ShareStyle style);

} // namespace steerscope

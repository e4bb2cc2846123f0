// SPDX-License-Identifier: MIT
#include "widgets/plots/share_curves.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steerscope {

ShareCurves shareCurves(
    const GateStore& store, int layer, const TimeSpan& visible, int columns, ShareStyle style)
{
    const int experts = store.experts(layer);
    ShareCurves curves;
    curves.values.resize(experts);
    if (experts == 0 || columns <= 0 || visible.length() <= 0.0)
        return curves;
    const double step = visible.length() / columns;
    const auto first = static_cast<long>(std::floor(visible.start / step));
    GateColumn column;
    for (long n = first; n <= first + columns; ++n) {
        const TimeSpan span{static_cast<double>(n) * step, static_cast<double>(n + 1) * step};
        store.gates(layer, span, column);
        curves.seconds.push_back((span.start + span.end) / 2.0);
        double below = 0.0;
        for (int expert = 0; expert < experts; ++expert) {
            double value = std::numeric_limits<double>::quiet_NaN();
            if (column.kind == GateColumn::Kind::Counted && expert < std::ssize(column.gates)) {
                value = column.gates[expert] + below;
                if (style == ShareStyle::Stacked)
                    below = value;
            }
            curves.values[expert].push_back(value);
        }
    }
    return curves;
}

} // namespace steerscope

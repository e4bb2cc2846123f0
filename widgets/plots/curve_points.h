// SPDX-License-Identifier: MIT
// Long columns of numbers as few points: what a curve over the steps of a training needs.
#pragma once

#include "widgets/time/time_view.h"

#include <span>
#include <vector>

namespace steerscope {

struct CurveData { // of equal length
    std::span<const int> steps; // rising
    std::span<const float> values; // NaN: none
};

struct CurvePoints { // of equal length; NaN where a stretch has no value
    std::vector<double> steps;
    std::vector<double> low; // least value of the stretch that the point stands for
    std::vector<double> high; // greatest
    std::vector<double> mean; // smoothed
};

// At most `columns` points within the visible span (its unit is the step) and the nearest ones on either
// side. A point stands for a stretch of whole steps on a grid fixed to step zero: panning does not change it.
// mean: over the values at most smoothing/2 steps away; near the first value over fewer, as many on both
// sides, so that a steep beginning keeps its place; near the last over what there is.
CurvePoints curvePoints(const CurveData& data, const TimeSpan& visible, int columns, int smoothing);

// The value at the last step that is not after `step`; NaN before the first one.
double valueAt(const CurveData& data, double step);

// Where grid lines stand on a value axis: whole multiples of 1, 2 or 5 times a power of ten, at most `most`
// of them; logarithmic: powers of ten and, where there are few, their multiples by 2 and 5 (within a decade
// as without).
std::vector<double> valueTicks(double low, double high, int most, bool logarithmic);

} // namespace steerscope

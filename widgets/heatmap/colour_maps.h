// SPDX-License-Identifier: MIT
// From numbers to colours.
#pragma once

#include "widgets/heatmap/gate_view.h"

#include <QColor>

namespace steerscope {

// 0..1 (clamped) on a perceptually even map: matplotlib's viridis (within 2 of 255) or cividis (within 6).
QRgb sequentialColour(SequentialMap map, double share);

// -1..1 (clamped): blue below, `neutral` at zero, orange above; the ends stand out from light and dark.
QRgb divergingColour(double share, const QColor& neutral);

} // namespace steerscope

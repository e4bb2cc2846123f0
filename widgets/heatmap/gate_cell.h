// SPDX-License-Identifier: MIT
// One cell of the heatmap: a layer and a stretch of time as a colour.
#pragma once

#include "widgets/heatmap/gate_store.h"
#include "widgets/heatmap/gate_view.h"

#include <QColor>
#include <span>

namespace steerscope {

struct GateLook {
    GateView view;
    QColor neutral; // a gate that says nothing
    double pushRange = 1.0; // push at the top of the map
};

struct GateCell {
    QRgb colour = 0; // transparent: no counted frame, or nothing to show
    int strongest = -1; // expert from 0, for views that write its number
};

// Deviation as a share of the diverging map: -1 at gate 0, 0 at 1/E, 1 at 2/E and above.
double deviationShare(double gate, int experts);

// Strongest expert, one expert or deviation of mean gates.
GateCell cellOfGates(std::span<const double> gates, const GateLook& look);

// scratch is reused between calls.
GateCell gateCell(
    const GateStore& store, int layer, const TimeSpan& span, const GateLook& look, GateColumn& scratch);

} // namespace steerscope

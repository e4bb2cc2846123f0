// SPDX-License-Identifier: MIT
// What a cell of the heatmap says in words.
#pragma once

#include "widgets/heatmap/gate_store.h"

#include <QString>

namespace steerscope {

// "Layer 5" or "After the encoder".
QString layerName(int layer);

// "Layer 5, 0:02.340: E3 0.62, E1 0.21, ... entropy 0.41, push 0.012": time of the pointer, experts by
// falling gate (all up to 8, else the first 6), the entropy over ln E. `span` is what the pixel stands for.
// Padding and missing traces are said.
QString gateText(const GateStore& store, int layer, double seconds, const TimeSpan& span);

} // namespace steerscope

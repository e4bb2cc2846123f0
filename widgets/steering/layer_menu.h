// SPDX-License-Identifier: MIT
// Everything that can be done with one layer, for the right mouse button on its header, its stripe of the
// heatmap or its detail plot.
#pragma once

#include <functional>

class QMenu;

namespace steerscope {

class SteeringModel;

// What of a layer is typed in.
enum class LayerField { Level, Absolute, Temperature };

// typeIn opens the field that takes the number; TrackHeaders::typeIn() does.
void fillLayerMenu(
    QMenu& menu, SteeringModel& model, int layer, const std::function<void(LayerField field)>& typeIn);

} // namespace steerscope

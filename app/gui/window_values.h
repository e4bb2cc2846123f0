// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/document.h"
#include "core/session/engine_session.h"
#include "widgets/heatmap/gate_store.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

namespace steerscope {

// What one window shows and turns. Made before the window and outliving it, because every view looks at it.
struct WindowValues {
    EngineSession session;
    Document document;
    SteeringModel steering;
    TimeView time;
    GateStore gates;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Keys and wheel of the time axis, the same in every lane (and for a window that forwards them).
#pragma once

#include "widgets/time/time_view.h"

#include <QPoint>

class QKeyEvent;
class QWheelEvent;

namespace steerscope {

// Left/Right a tenth of what is visible, Page Up/Down nearly all of it; Up/Down closer and wider around the
// pointer, else the play cursor, else the middle; Home/End to the ends; F everything; Esc drops the
// selection. Returns whether the key was one of these and did something.
bool applyTimeKey(TimeView& view, const QKeyEvent& event);

// What a turn of the wheel asks for. One notch is 120.
struct WheelStep {
    double zoom = 1.0; // factor
    double pan = 0.0; // share of the visible span
};
// Vertical turns zoom, horizontal ones (or Shift) pan; of a slanted one the larger part counts.
WheelStep wheelStep(QPoint angle, Qt::KeyboardModifiers modifiers);

// At lane position x of `width`.
void applyWheel(TimeView& view, const QWheelEvent& event, double width);

} // namespace steerscope

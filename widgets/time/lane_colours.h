// SPDX-License-Identifier: MIT
// The colours of everything on the time axis, taken from the desktop's palette.
#pragma once

#include <QColor>
#include <QPalette>

namespace steerscope {

struct LaneColours {
    bool dark = false;
    QColor background; // of a lane with nothing in it
    QColor text; // contrast >= 4.5 : 1 on background
    QColor quietText; // tick labels and the like, still >= 4.5 : 1
    QColor line; // ticks, borders
    QColor wave;
    QColor block; // of the words lane
    QColor blockText; // contrast >= 4.5 : 1 on block
    QColor hatch; // lines over padding
    QColor neutral; // a gate that says nothing: 1/E, or no margin
    QColor selection; // frame and translucent filling
};

LaneColours laneColours(const QPalette& palette);

// (L1 + 0.05) / (L2 + 0.05) of WCAG 2.1, 1..21.
double contrastRatio(const QColor& a, const QColor& b);
// Black or white, whichever reads better; on two backgrounds at once, by the worse of them.
QColor readableOn(const QColor& background);
QColor readableOn(const QColor& left, const QColor& right);
// a + share * (b - a), by channel in sRGB.
QColor mix(const QColor& a, const QColor& b, double share);

} // namespace steerscope

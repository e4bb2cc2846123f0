// SPDX-License-Identifier: MIT
// Experts as hues. Numbers and hues mean nothing across layers (docs/steering-and-analysis.md).
#pragma once

#include <QColor>
#include <span>

namespace steerscope {

// More experts than hues: colour shows the entropy instead, and the number is written where there is room.
inline constexpr int kExpertHues = 8;

// Okabe-Ito without black, then grey; expert from 0, below kExpertHues.
QColor expertHue(int expert);

// The colour of one of `experts` wherever each needs its own (curves, swatches): its hue, or beyond
// kExpertHues a step of viridis.
QColor expertColour(int expert, int experts);

struct Strongest {
    int expert = -1; // from 0; the lowest number of equals
    double gate = 0.0;
    double margin = 0.0; // to the second; the gate itself when there is no second
};
Strongest strongestOf(std::span<const double> gates);

// Hue by expert, from `neutral` (no margin) to full (margin 1) with the margin's square root: routers that
// spread their weight seldom leave a margin above 0.3, and that must be seen.
QRgb strongestColour(const Strongest& strongest, const QColor& neutral);

} // namespace steerscope

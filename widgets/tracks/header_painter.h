// SPDX-License-Identifier: MIT
// Draws one layer's header. What it shows is a value; colours come from the palette.
#pragma once

#include "widgets/steering/level_bar.h"
#include "widgets/tracks/header_geometry.h"

#include <QFont>
#include <QPalette>
#include <QString>

class QPainter;

namespace steerscope {

class SteeringModel;

struct HeaderView {
    QString label; // "5", "out"
    LevelBar bar;
    QString value; // "1.40"; "=0.1400" for an absolute scale
    QString effective; // "c 0.0140"
    QString push; // "push 2.1 %"; empty before a run
    QString extra; // temperature and experts, where they differ
    bool muted = false;
    bool soloed = false;
    bool changed = false; // gets the mark
    bool selected = false;
    bool focused = false; // selected, and the headers have the keyboard
    bool hovered = false;
    bool bypassed = false; // steering is off altogether

    bool showLabel = true;
};

// medianPush: nullopt before a run.
HeaderView headerView(const SteeringModel& model, int layer, std::optional<double> medianPush);

struct HeaderLook {
    QFont font;
    QFont smallFont; // second line, buttons
    QPalette palette;
};
// Rows this high have a second line with effective scale and push.
bool hasTwoLines(int rowHeight, const HeaderLook& look);
// A compact row shows number and bar only, and dots for what is muted or soloed.
void paintHeader(QPainter& painter, const QRect& row, const HeaderColumns& columns, const HeaderView& view,
    const HeaderLook& look);

} // namespace steerscope

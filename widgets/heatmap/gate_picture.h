// SPDX-License-Identifier: MIT
// The heatmap as a picture for a paper: rows with labels, time axis, legend. Draws into any painter, QImage
// or QSvgGenerator alike.
#pragma once

#include "widgets/heatmap/gate_store.h"
#include "widgets/heatmap/gate_view.h"

#include <QFont>
#include <QPalette>
#include <QSize>
#include <QString>
#include <vector>

class QPainter;

namespace steerscope {

struct GatePicture {
    TimeSpan span;
    std::vector<int> layers; // top to bottom
    GateView view;
    QString title; // empty: none
    int width = 1200; // logical pixels
    int rowHeight = 16;
    QPalette palette; // light or dark
    QFont font;
};

// What paintGatePicture() needs, in logical pixels.
QSize gatePictureSize(const GatePicture& picture);

void paintGatePicture(QPainter& painter, const GateStore& store, const GatePicture& picture);

} // namespace steerscope

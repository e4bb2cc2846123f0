// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QLineF>
#include <QRectF>
#include <vector>

class QPainter;

namespace steerscope {

// Diagonals within an area, on one grid for all areas so that they run on from row to row. Lines end at the
// border by themselves: SVG has no clipping here.
std::vector<QLineF> hatchLines(const QRectF& area, double gap);

// Padding: frames that the encoder saw but that carry no audio.
void paintHatch(QPainter& painter, const QRectF& area, const QColor& line);

} // namespace steerscope

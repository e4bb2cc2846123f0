// SPDX-License-Identifier: MIT
#include "widgets/heatmap/hatch.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kGap = 7.0; // px between lines, measured along the rows

} // namespace

std::vector<QLineF> hatchLines(const QRectF& area, double gap)
{
    std::vector<QLineF> lines;
    const double last = area.right() + area.bottom();
    for (double sum = std::ceil((area.left() + area.top()) / gap) * gap; sum <= last; sum += gap) {
        const double from = std::max(area.left(), sum - area.bottom());
        const double to = std::min(area.right(), sum - area.top());
        if (from < to)
            lines.emplace_back(from, sum - from, to, sum - to);
    }
    return lines;
}

void paintHatch(QPainter& painter, const QRectF& area, const QColor& line)
{
    const std::vector<QLineF> lines = hatchLines(area, kGap);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.0));
    painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    painter.restore();
}

} // namespace steerscope

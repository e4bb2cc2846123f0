// SPDX-License-Identifier: MIT
#include "widgets/training/load_scale.h"

#include "widgets/heatmap/colour_maps.h"
#include "widgets/time/lane_colours.h"

#include <QPainter>

namespace steerscope {

namespace {

constexpr int kBarHeight = 6; // px

} // namespace

LoadScale::LoadScale(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Colours of the expert load"));
    setAccessibleDescription(tr("Blue: no frame at all, neutral: the equal share 1/E, orange: every frame"));
    setToolTip(accessibleDescription());
}

QSize LoadScale::sizeHint() const
{
    return {120, kBarHeight + fontMetrics().height()};
}

QSize LoadScale::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

void LoadScale::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor neutral = laneColours(palette()).neutral;
    for (int x = 0; x < width(); ++x)
        painter.fillRect(
            x, 0, 1, kBarHeight, QColor(divergingColour(2.0 * x / std::max(1, width() - 1) - 1.0, neutral)));
    const QRect under = rect().adjusted(0, kBarHeight, 0, 0);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(under, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(under, Qt::AlignHCenter | Qt::AlignVCenter, QStringLiteral("1/E"));
    painter.drawText(under, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("1"));
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/compare/gate_difference_map.h"

#include "widgets/heatmap/colour_maps.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace steerscope {

namespace {

constexpr int kGap = 4; // between labels and picture, in pixels
constexpr int kRowHeight = 14;
constexpr int kHintWidth = 320;

} // namespace

QImage gateDifferenceImage(const GateDifference& difference, const QColor& neutral, const QColor& missing)
{
    const auto rows = static_cast<int>(difference.layers.size());
    QImage image(difference.columns, rows, QImage::Format_RGB32);
    for (int y = 0; y < rows; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(rows - 1 - y));
        for (int x = 0; x < difference.columns; ++x) {
            const float value = difference.at(static_cast<std::size_t>(y), x);
            const double share = difference.largest > 0.0 ? value / difference.largest : 0.0;
            line[x] = std::isnan(value) ? missing.rgb() : divergingColour(share, neutral);
        }
    }
    return image;
}

GateDifferenceMap::GateDifferenceMap(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Gate difference"));
    setToolTip(tr("Gate of the second run less that of the first: orange is more, blue is less"));
}

void GateDifferenceMap::setDifference(GateDifference difference)
{
    m_difference = std::move(difference);
    draw();
    updateGeometry();
}

void GateDifferenceMap::draw()
{
    m_image = m_difference.layers.empty() ? QImage()
                                          : gateDifferenceImage(m_difference, palette().color(QPalette::Base),
                                              palette().color(QPalette::Window));
    update();
}

QSize GateDifferenceMap::sizeHint() const
{
    return {kHintWidth, static_cast<int>(m_difference.layers.size()) * kRowHeight + 1};
}

QRect GateDifferenceMap::plot() const
{
    const int label = fontMetrics().horizontalAdvance(QStringLiteral("out")) + kGap;
    return rect().adjusted(label, 0, 0, 0);
}

void GateDifferenceMap::paintEvent(QPaintEvent*)
{
    if (m_image.isNull())
        return;
    QPainter painter(this);
    const QRect area = plot();
    painter.drawImage(area, m_image);
    const auto rows = static_cast<int>(m_difference.layers.size());
    const int step = std::max(1, fontMetrics().height() * rows / std::max(1, area.height()));
    for (int row = 0; row < rows; row += step) {
        const double height = static_cast<double>(area.height()) / rows;
        const QRectF place(0.0, area.bottom() - (row + 1) * height, area.left() - kGap, height);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
            QString::fromStdString(layerLabel(m_difference.layers[static_cast<std::size_t>(row)])));
    }
}

void GateDifferenceMap::mouseMoveEvent(QMouseEvent* event)
{
    const QRect area = plot();
    const auto rows = static_cast<int>(m_difference.layers.size());
    const QPoint at = event->position().toPoint() - area.topLeft();
    if (rows == 0 || at.x() < 0 || at.y() < 0 || at.x() >= area.width() || at.y() >= area.height()) {
        Q_EMIT hovered({});
        return;
    }
    const int row = rows - 1 - at.y() * rows / area.height();
    const int column = at.x() * m_difference.columns / area.width();
    const float value = m_difference.at(static_cast<std::size_t>(row), column);
    const double seconds = (column + 0.5) * m_difference.endSeconds / m_difference.columns;
    Q_EMIT hovered(std::isnan(value)
            ? QString()
            : tr("layer %1, %2 s: %3")
                  .arg(QString::fromStdString(layerLabel(m_difference.layers[static_cast<std::size_t>(row)])))
                  .arg(seconds, 0, 'f', 3)
                  .arg(static_cast<double>(value), 0, 'f', 3));
}

void GateDifferenceMap::leaveEvent(QEvent* event)
{
    Q_EMIT hovered({});
    QWidget::leaveEvent(event);
}

void GateDifferenceMap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        draw();
    QWidget::changeEvent(event);
}

} // namespace steerscope

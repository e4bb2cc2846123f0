// SPDX-License-Identifier: MIT
#include "widgets/ask/layer_expert_map.h"

#include "core/base/gating_trace.h"
#include "widgets/heatmap/colour_maps.h"
#include "widgets/time/lane_colours.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kLeastCellWidth = 30;

QString signedNumber(double value)
{
    const QString number = QLocale().toString(value, 'f', std::abs(value) < 9.995 ? 2 : 1);
    return value > 0.0 ? QLatin1Char('+') + number : number;
}

} // namespace

LayerExpertMap::LayerExpertMap(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Layers and experts"));
    setToolTip(tr("Each cell's number by layer (row) and expert (column); a star: other words"));
}

void LayerExpertMap::setCells(std::vector<MapCell> cells, const QString& first)
{
    m_cells = std::move(cells);
    m_first = first;
    m_layers.clear();
    m_columns = 0;
    m_largest = 0.0;
    for (const MapCell& cell : m_cells) {
        if (m_layers.empty() || m_layers.front() != cell.layer)
            m_layers.insert(m_layers.begin(), cell.layer);
        m_columns = std::max(m_columns, cell.expert + 2);
        m_largest = std::max(m_largest, std::abs(cell.value));
    }
    m_row = m_column = -1;
    setMinimumHeight(minimumSizeHint().height());
    updateGeometry();
    update();
}

QSize LayerExpertMap::sizeHint() const
{
    return {(m_columns + 1) * 56, (rows() + 1) * (fontMetrics().height() + 8)};
}

QSize LayerExpertMap::minimumSizeHint() const
{
    return {(m_columns + 1) * kLeastCellWidth, (rows() + 1) * (fontMetrics().height() + 2)};
}

// Row -1 and column -1 are the heads.
QRect LayerExpertMap::rectAt(int row, int column) const
{
    const double cellWidth = static_cast<double>(width()) / (m_columns + 1);
    const double cellHeight = static_cast<double>(height()) / (rows() + 1);
    const QPointF corner((column + 1) * cellWidth, (row + 1) * cellHeight);
    const QPointF end((column + 2) * cellWidth, (row + 2) * cellHeight);
    return QRect(corner.toPoint(), end.toPoint() - QPoint(1, 1));
}

QRect LayerExpertMap::rectOf(int layer, int expert) const
{
    const auto row = std::find(m_layers.begin(), m_layers.end(), layer);
    return row == m_layers.end() ? QRect() : rectAt(static_cast<int>(row - m_layers.begin()), expert + 1);
}

const MapCell* LayerExpertMap::cellAt(const QPoint& position) const
{
    const auto found = std::find_if(m_cells.begin(), m_cells.end(),
        [&](const MapCell& cell) { return rectOf(cell.layer, cell.expert).contains(position); });
    return found == m_cells.end() ? nullptr : &*found;
}

const MapCell* LayerExpertMap::current() const
{
    return m_row < 0 ? nullptr : cellAt(rectAt(m_row, m_column).center());
}

void LayerExpertMap::walkTo(int row, int column)
{
    if (m_cells.empty())
        return;
    m_row = std::clamp(row, 0, rows() - 1);
    m_column = std::clamp(column, 0, m_columns - 1);
    const MapCell* cell = current();
    setAccessibleDescription(cell ? cell->text : QString());
    Q_EMIT pointed(cell ? cell->text : QString());
    update();
}

void LayerExpertMap::paintCell(QPainter& painter, const MapCell& cell, const QRect& rect) const
{
    const LaneColours colours = laneColours(palette());
    const double share = m_largest > 0.0 && !cell.quiet ? cell.value / m_largest : 0.0;
    const QColor ground(divergingColour(share, colours.neutral));
    painter.fillRect(rect, ground);
    painter.setPen(readableOn(ground));
    const QString number = cell.quiet ? QStringLiteral("·") : signedNumber(cell.value);
    const QString text = cell.marked ? number + QStringLiteral(" *") : number;
    if (painter.fontMetrics().horizontalAdvance(text) <= rect.width())
        painter.drawText(rect, Qt::AlignCenter, text);
}

void LayerExpertMap::paintEvent(QPaintEvent*)
{
    const LaneColours colours = laneColours(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.setPen(colours.quietText);
    for (int column = 0; column < m_columns; ++column)
        painter.drawText(
            rectAt(-1, column), Qt::AlignCenter, column == 0 ? m_first : QString::number(column));
    for (int row = 0; row < rows(); ++row)
        painter.drawText(rectAt(row, -1), Qt::AlignCenter,
            QString::fromStdString(layerLabel(m_layers[static_cast<std::size_t>(row)])));
    for (const MapCell& cell : m_cells)
        paintCell(painter, cell, rectOf(cell.layer, cell.expert));
    if (m_row >= 0) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(rectAt(m_row, m_column).adjusted(1, 1, -1, -1));
    }
}

void LayerExpertMap::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return walkTo(m_row, m_column - 1);
    case Qt::Key_Right:
        return walkTo(m_row, m_column + 1);
    case Qt::Key_Up:
        return walkTo(m_row - 1, m_column);
    case Qt::Key_Down:
        return walkTo(m_row + 1, m_column);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (const MapCell* cell = current())
            Q_EMIT chosen(cell->layer, cell->expert);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LayerExpertMap::mouseMoveEvent(QMouseEvent* event)
{
    const MapCell* cell = cellAt(event->pos());
    Q_EMIT pointed(cell ? cell->text : QString());
}

void LayerExpertMap::mouseReleaseEvent(QMouseEvent* event)
{
    const MapCell* cell = cellAt(event->pos());
    if (event->button() != Qt::LeftButton || !cell)
        return;
    const auto row = std::find(m_layers.begin(), m_layers.end(), cell->layer);
    walkTo(static_cast<int>(row - m_layers.begin()), cell->expert + 1);
    Q_EMIT chosen(cell->layer, cell->expert);
}

void LayerExpertMap::leaveEvent(QEvent*)
{
    Q_EMIT pointed(QString());
}

} // namespace steerscope

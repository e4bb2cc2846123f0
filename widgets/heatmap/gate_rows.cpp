// SPDX-License-Identifier: MIT
#include "widgets/heatmap/gate_rows.h"

#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_text.h"
#include "widgets/heatmap/hatch.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kGapFrom = 8; // px a row has when rows stand apart
constexpr int kNumbersFrom = 14; // px a row has when numbers fit
constexpr double kNumberRoom = 24.0; // px of a run that take a number
constexpr double kHalfNumber = 5.0;
constexpr int kGreyed = 128;
constexpr double kGreying = 0.3;
constexpr int kColours = 0; // planes of the cache
constexpr int kMarks = 1;
constexpr int kMostMarked = 255; // experts whose number a mark can hold

} // namespace

std::vector<ExpertRun> expertRuns(const uchar* marks, int columns)
{
    std::vector<ExpertRun> runs;
    for (int x = 0; x < columns;) {
        const int end = static_cast<int>(
            std::find_if(marks + x, marks + columns, [mark = marks[x]](uchar other) { return other != mark; })
            - marks);
        if (marks[x] != 0)
            runs.push_back({{x, end}, marks[x] - 1});
        x = end;
    }
    return runs;
}

GateRows::GateRows(TimeView* view, GateStore* store, QWidget* parent)
    : TimeLane(view, parent)
    , m_store(store)
    , m_cache({QImage::Format_ARGB32_Premultiplied, QImage::Format_Grayscale8})
{
    setAccessibleName(tr("Expert gates"));
    setAccessibleDescription(
        tr("A row a layer, time across; click a row or press Ctrl+Up and Ctrl+Down to select a layer"));
    connect(store, &GateStore::reset, this, &GateRows::lookChanged);
    connect(store, &GateStore::staleChanged, this, qOverload<>(&QWidget::update));
    connect(store, &GateStore::changed, this, [this](const TimeSpan& span) {
        m_cache.invalidate(span);
        update();
    });
}

void GateRows::setTrackLayout(const TrackLayout& layout)
{
    if (layout == m_layout)
        return;
    m_layout = layout;
    updateGeometry();
    lookChanged();
}

void GateRows::setGateView(const GateView& view)
{
    if (view == m_view)
        return;
    m_view = view;
    lookChanged();
}

void GateRows::setSelectedLayer(int layer)
{
    if (layer == m_selected)
        return;
    m_selected = layer;
    update();
}

QSize GateRows::sizeHint() const
{
    return {600, m_layout.totalHeight};
}

QSize GateRows::minimumSizeHint() const
{
    return {80, m_layout.totalHeight};
}

void GateRows::lookChanged()
{
    m_cache.invalidate();
    update();
}

int GateRows::layerAt(int y) const
{
    const int row = m_layout.rowAt(y);
    return row < 0 ? kNoLayer : m_layout.layers[row];
}

int GateRows::gap() const
{
    return m_layout.rowHeight >= kGapFrom ? 1 : 0;
}

QRectF GateRows::rowRect(int row) const
{
    return QRectF(0, m_layout.yOf(row), width(), m_layout.rowHeight - gap());
}

void GateRows::fill(ColumnRange columns)
{
    const GateLook look{m_view, colours().neutral, m_store->pushRange()};
    for (int row = 0; row < std::ssize(m_layout.layers); ++row) {
        QRgb* pixels = reinterpret_cast<QRgb*>(m_cache.plane(kColours).scanLine(row));
        uchar* marks = m_cache.plane(kMarks).scanLine(row);
        for (int x = columns.from; x < columns.end; ++x) {
            const GateCell cell
                = gateCell(*m_store, m_layout.layers[row], m_cache.spanOf(x), look, m_scratch);
            pixels[x] = cell.colour;
            marks[x] = static_cast<uchar>(cell.strongest < kMostMarked ? cell.strongest + 1 : 0);
        }
    }
}

void GateRows::paintLane(QPainter& painter, const QRect& clip)
{
    const int rows = static_cast<int>(m_layout.layers.size());
    if (rows == 0)
        return;
    for (const ColumnRange& columns : m_cache.moveTo(timeView()->visible(), deviceColumns(), rows))
        fill(columns);
    paintPadding(painter);
    paintRows(painter, clip);
    if (m_layout.rowHeight >= kNumbersFrom)
        paintNumbers(painter, clip);
    paintStale(painter);
    paintSelected(painter);
}

void GateRows::paintPadding(QPainter& painter) const
{
    for (int window = 0; window < m_store->windows(); ++window) {
        const TimeSpan seen = m_store->seen(window);
        if (seen.end <= timeView()->start() || seen.start >= timeView()->end())
            continue;
        for (int row = 0; row < std::ssize(m_layout.layers); ++row) {
            const TimeSpan padding = m_store->padding(window, m_layout.layers[row]);
            const double left = std::max(xOf(padding.start), 0.0);
            const double right = std::min(xOf(padding.end), static_cast<double>(width()));
            if (right - left >= 1.0)
                paintHatch(painter, QRectF(left, rowRect(row).top(), right - left, rowRect(row).height()),
                    colours().hatch);
        }
    }
}

void GateRows::paintRows(QPainter& painter, const QRect& clip) const
{
    const QImage& image = m_cache.plane(kColours);
    const double ratio = devicePixelRatioF();
    for (int row = 0; row < image.height(); ++row) {
        const QRectF rect = rowRect(row);
        if (rect.intersects(clip))
            painter.drawImage(QRectF(0, rect.top(), image.width() / ratio, rect.height()), image,
                QRectF(0, row, image.width(), 1));
    }
}

void GateRows::paintNumbers(QPainter& painter, const QRect& clip) const
{
    const QImage& image = m_cache.plane(kColours);
    const double ratio = devicePixelRatioF();
    for (int row = 0; row < image.height(); ++row) {
        const QRectF rect = rowRect(row);
        if (!rect.intersects(clip))
            continue;
        const QRgb* pixels = reinterpret_cast<const QRgb*>(image.constScanLine(row));
        for (const ExpertRun& run : expertRuns(m_cache.plane(kMarks).constScanLine(row), image.width())) {
            const QRectF room(run.columns.from / ratio, rect.top(),
                (run.columns.end - run.columns.from) / ratio, rect.height());
            if (room.width() < kNumberRoom || !room.intersects(clip))
                continue;
            const auto under = [&](double x) { return QColor(pixels[static_cast<int>(x * ratio)]); };
            painter.setPen(
                readableOn(under(room.center().x() - kHalfNumber), under(room.center().x() + kHalfNumber)));
            painter.drawText(room, Qt::AlignCenter, QString::number(run.expert + 1));
        }
    }
}

void GateRows::paintStale(QPainter& painter) const
{
    QColor grey(kGreyed, kGreyed, kGreyed);
    grey.setAlphaF(kGreying);
    for (int window = 0; window < m_store->windows(); ++window) {
        if (!m_store->stale(window))
            continue;
        const TimeSpan seen = m_store->seen(window);
        const double left = std::max(std::round(xOf(seen.start)), 0.0);
        const double right = std::min(std::round(xOf(seen.end)), static_cast<double>(width()));
        if (left < right)
            painter.fillRect(QRectF(left, 0, right - left, m_layout.totalHeight), grey);
    }
}

void GateRows::paintSelected(QPainter& painter) const
{
    const int row = m_layout.rowOf(m_selected);
    if (row < 0)
        return;
    const QRectF rect = rowRect(row);
    painter.fillRect(QRectF(0, std::max(rect.top() - 1, 0.0), width(), 1), colours().text);
    painter.fillRect(QRectF(0, rect.bottom() - (gap() ? 0 : 1), width(), 1), colours().text);
}

void GateRows::clickedAt(const QPoint& position)
{
    const int layer = layerAt(position.y());
    if (layer != kNoLayer)
        Q_EMIT layerSelected(layer);
}

void GateRows::mouseDoubleClickEvent(QMouseEvent* event)
{
    timeView()->requestSeek(secondsAt(event->position().x()));
}

QString GateRows::textAt(const QPoint& position) const
{
    const int layer = layerAt(position.y());
    if (layer == kNoLayer)
        return {};
    const double seconds = secondsAt(position.x());
    return gateText(*m_store, layer, seconds, {seconds, secondsAt(position.x() + 1.0)});
}

void GateRows::pointedAt(std::optional<QPoint> position)
{
    if (position && layerAt(position->y()) != kNoLayer)
        Q_EMIT hovered(layerAt(position->y()), secondsAt(position->x()), textAt(*position));
    else
        Q_EMIT hovered(kNoLayer, 0.0, QString());
}

bool GateRows::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return TimeLane::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), textAt(help->pos()), this);
    return true;
}

void GateRows::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (control && event->key() == Qt::Key_Up)
        selectNeighbour(-1);
    else if (control && event->key() == Qt::Key_Down)
        selectNeighbour(1);
    else
        TimeLane::keyPressEvent(event);
}

void GateRows::selectNeighbour(int rows)
{
    const int last = static_cast<int>(m_layout.layers.size()) - 1;
    const int current = m_layout.rowOf(m_selected);
    if (last >= 0)
        Q_EMIT layerSelected(m_layout.layers[current < 0 ? 0 : std::clamp(current + rows, 0, last)]);
}

} // namespace steerscope

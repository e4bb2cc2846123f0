// SPDX-License-Identifier: MIT
#include "widgets/time/time_overlay.h"

#include "widgets/time/lane_colours.h"

#include <QPainter>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kSelectionFilling = 0.16;
constexpr int kStrip = 3; // px either side of a line that it can touch

} // namespace

TimeOverlay::TimeOverlay(TimeView* view, QWidget* lane)
    : QWidget(lane)
    , m_view(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    connect(view, &TimeView::selectionChanged, this, qOverload<>(&QWidget::update));
    connect(view, &TimeView::visibleChanged, this, qOverload<>(&QWidget::update));
    connect(view, &TimeView::cursorChanged, this, [this] { moveLine(m_shownCursor, m_view->cursor()); });
    connect(view, &TimeView::hoverChanged, this, [this] { moveLine(m_shownHover, m_view->hover()); });
}

void TimeOverlay::moveLine(std::optional<double>& shown, std::optional<double> now)
{
    updateStrip(shown);
    updateStrip(now);
    shown = now;
}

void TimeOverlay::updateStrip(std::optional<double> seconds)
{
    if (!seconds)
        return;
    const double x = m_view->xOf(*seconds, width());
    if (x >= -kStrip && x <= width() + kStrip)
        update(static_cast<int>(std::floor(x)) - kStrip, 0, 2 * kStrip + 1, height());
}

void TimeOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const LaneColours colours = laneColours(palette());
    if (const auto selection = m_view->selection()) {
        const double left = std::round(m_view->xOf(selection->start, width()));
        const double right = std::round(m_view->xOf(selection->end, width()));
        QColor filling = colours.selection;
        filling.setAlphaF(kSelectionFilling);
        painter.fillRect(QRectF(left, 0, right - left, height()), filling);
        painter.fillRect(QRectF(left, 0, 1, height()), colours.selection);
        painter.fillRect(QRectF(right - 1, 0, 1, height()), colours.selection);
    }
    if (const auto hover = m_view->hover()) {
        QColor line = colours.text;
        line.setAlphaF(0.55F);
        painter.fillRect(QRectF(std::floor(m_view->xOf(*hover, width())), 0, 1, height()), line);
    }
    if (const auto cursor = m_view->cursor()) { // edged, so that it shows on any colour below
        const double x = std::floor(m_view->xOf(*cursor, width()));
        painter.fillRect(QRectF(x - 1, 0, 3, height()), colours.background);
        painter.fillRect(QRectF(x, 0, 1, height()), colours.text);
    }
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/time/time_lane.h"

#include "widgets/time/time_keys.h"
#include "widgets/time/time_overlay.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>
#include <cmath>
#include <cstdlib>

namespace steerscope {

TimeLane::TimeLane(TimeView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_overlay(new TimeOverlay(view, this))
    , m_colours(laneColours(palette()))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(view, &TimeView::visibleChanged, this, qOverload<>(&QWidget::update));
}

int TimeLane::deviceColumns() const
{
    return static_cast<int>(std::ceil(width() * devicePixelRatioF()));
}

int TimeLane::deviceRows() const
{
    return static_cast<int>(std::ceil(height() * devicePixelRatioF()));
}

void TimeLane::raiseOverlay()
{
    m_overlay->raise();
}

void TimeLane::clickedAt(const QPoint& position)
{
    m_view->requestSeek(secondsAt(position.x()));
}

void TimeLane::pointedAt(std::optional<QPoint>)
{
}

void TimeLane::lookChanged()
{
    update();
}

void TimeLane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange) {
        m_colours = laneColours(palette());
        lookChanged();
    }
    QWidget::changeEvent(event);
}

void TimeLane::keyPressEvent(QKeyEvent* event)
{
    if (!applyTimeKey(*m_view, *event))
        QWidget::keyPressEvent(event);
}

void TimeLane::leaveEvent(QEvent* event)
{
    m_view->setHover(std::nullopt);
    pointedAt(std::nullopt);
    QWidget::leaveEvent(event);
}

void TimeLane::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position().toPoint();
    m_pressedSeconds = secondsAt(event->position().x());
    if (event->button() == Qt::LeftButton) {
        m_gesture = Gesture::Press;
    } else if (event->button() == Qt::MiddleButton) {
        m_gesture = Gesture::Pan;
        setCursor(Qt::ClosedHandCursor);
    } else {
        QWidget::mousePressEvent(event);
    }
}

void TimeLane::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const double seconds = secondsAt(event->position().x());
    if (m_gesture == Gesture::Press
        && std::abs(position.x() - m_pressed.x()) >= QApplication::startDragDistance())
        m_gesture = Gesture::Select;
    if (m_gesture == Gesture::Pan)
        m_view->panBy(m_pressedSeconds - seconds);
    if (m_gesture == Gesture::Select)
        m_view->setSelection(m_pressedSeconds, seconds);
    m_view->setHover(seconds);
    pointedAt(position);
}

void TimeLane::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    if (gesture == Gesture::Pan)
        unsetCursor();
    if (gesture == Gesture::Press)
        clickedAt(m_pressed);
    if (gesture == Gesture::None)
        QWidget::mouseReleaseEvent(event);
}

void TimeLane::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_colours.background);
    paintLane(painter, event->rect());
    if (hasFocus()) {
        painter.setPen(m_colours.selection);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TimeLane::resizeEvent(QResizeEvent* event)
{
    m_overlay->setGeometry(rect());
    QWidget::resizeEvent(event);
}

void TimeLane::wheelEvent(QWheelEvent* event)
{
    applyWheel(*m_view, *event, width());
    event->accept();
}

} // namespace steerscope

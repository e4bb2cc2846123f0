// SPDX-License-Identifier: MIT
#include "widgets/steering/scale_slider.h"

#include "widgets/steering/level_bar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kUnits = 100.0; // slider units in 1.00
constexpr double kStep = 0.05;
constexpr double kFineStep = 0.01;
constexpr int kDragDistance = 3;
constexpr double kFineShare = 0.1;
constexpr int kWheelNotch = 120;
constexpr int kMargin = 6;

} // namespace

ScaleSlider::ScaleSlider(QWidget* parent)
    : QAbstractSlider(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setRange(static_cast<int>(-kLevelRange * kUnits), static_cast<int>(kLevelRange * kUnits));
    setSingleStep(static_cast<int>(kStep * kUnits));
    setPageStep(static_cast<int>(5 * kStep * kUnits));
    setLevel(1.0);
    // Set from outside, by assistive technology.
    connect(this, &QAbstractSlider::valueChanged, this, [this](int value) { move(value / kUnits); });
}

void ScaleSlider::setLevel(double level)
{
    m_level = level;
    const QSignalBlocker quiet(this);
    setValue(static_cast<int>(std::lround(std::clamp(level, -kLevelRange, kLevelRange) * kUnits)));
    update();
}

QSize ScaleSlider::sizeHint() const
{
    return {140, fontMetrics().height() + 8};
}

QSize ScaleSlider::minimumSizeHint() const
{
    return {70, fontMetrics().height() + 8};
}

QRectF ScaleSlider::bar() const
{
    return QRectF(rect()).adjusted(kMargin, 3, -kMargin, -3);
}

void ScaleSlider::move(double level)
{
    const double rounded = std::round(level * kUnits) / kUnits;
    if (rounded == m_level)
        return;
    setLevel(rounded);
    Q_EMIT levelMoved(rounded);
}

void ScaleSlider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintLevelBar(painter, bar(), {m_level, 1.0, m_level != 1.0, !isEnabled()}, palette());
    if (!hasFocus())
        return;
    QStyleOptionFocusRect option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

bool ScaleSlider::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
        case Qt::Key_Home:
        case Qt::Key_End:
        case Qt::Key_Delete:
            event->accept();
            return true;
        case Qt::Key_Escape:
            if (m_drag == Drag::None)
                break;
            event->accept();
            return true;
        default:
            break;
        }
    }
    return QAbstractSlider::event(event);
}

void ScaleSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_drag = Drag::Pressed;
    m_pressedX = m_lastX = event->position().toPoint().x();
    m_dragged = m_level;
}

void ScaleSlider::mouseMoveEvent(QMouseEvent* event)
{
    const int x = event->position().toPoint().x();
    if (m_drag == Drag::None || (m_drag == Drag::Pressed && std::abs(x - m_pressedX) < kDragDistance))
        return;
    if (m_drag == Drag::Pressed) {
        m_drag = Drag::Moving;
        Q_EMIT dragStarted();
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        m_dragged += (x - m_lastX) / bar().width() * 2.0 * kLevelRange * kFineShare;
    else
        m_dragged = snapLevel(xToLevel(x, bar()), 1.0, bar());
    m_lastX = x;
    move(m_dragged);
}

void ScaleSlider::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && std::exchange(m_drag, Drag::None) == Drag::Moving)
        Q_EMIT dragEnded();
}

void ScaleSlider::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT resetRequested();
}

void ScaleSlider::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    m_wheel += delta.y() != 0 ? delta.y() : delta.x();
    const int notches = m_wheel / kWheelNotch;
    m_wheel -= notches * kWheelNotch;
    move(m_level + notches * (event->modifiers().testFlag(Qt::ShiftModifier) ? kFineStep : kStep));
    event->accept();
}

void ScaleSlider::keyPressEvent(QKeyEvent* event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kFineStep : kStep;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        move(m_level - step);
        break;
    case Qt::Key_Right:
    case Qt::Key_Up:
        move(m_level + step);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        Q_EMIT resetRequested();
        break;
    case Qt::Key_Escape:
        if (std::exchange(m_drag, Drag::None) == Drag::Moving)
            Q_EMIT dragCancelled();
        else
            event->ignore();
        break;
    default:
        QAbstractSlider::keyPressEvent(event);
    }
}

} // namespace steerscope

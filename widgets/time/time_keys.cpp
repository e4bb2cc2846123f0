// SPDX-License-Identifier: MIT
#include "widgets/time/time_keys.h"

#include <QKeyEvent>
#include <QWheelEvent>
#include <cmath>
#include <cstdlib>

namespace steerscope {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 0.1;
constexpr double kPageStep = 0.9;
constexpr double kNotch = 120.0;

double zoomCentre(const TimeView& view)
{
    if (view.hover() && view.visible().contains(*view.hover()))
        return *view.hover();
    if (view.cursor() && view.visible().contains(*view.cursor()))
        return *view.cursor();
    return (view.start() + view.end()) / 2.0;
}

void panByShare(TimeView& view, double share)
{
    view.panBy(share * view.visible().length());
}

} // namespace

bool applyTimeKey(TimeView& view, const QKeyEvent& event)
{
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Left:
        panByShare(view, -kPanStep);
        return true;
    case Qt::Key_Right:
        panByShare(view, kPanStep);
        return true;
    case Qt::Key_PageUp:
        panByShare(view, -kPageStep);
        return true;
    case Qt::Key_PageDown:
        panByShare(view, kPageStep);
        return true;
    case Qt::Key_Up:
        view.zoomAt(zoomCentre(view), kZoomStep);
        return true;
    case Qt::Key_Down:
        view.zoomAt(zoomCentre(view), 1.0 / kZoomStep);
        return true;
    case Qt::Key_Home:
        view.panBy(-view.duration());
        return true;
    case Qt::Key_End:
        view.panBy(view.duration());
        return true;
    case Qt::Key_F:
        view.fit();
        return true;
    case Qt::Key_Escape:
        if (!view.selection())
            return false;
        view.clearSelection();
        return true;
    default:
        return false;
    }
}

WheelStep wheelStep(QPoint angle, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & Qt::ShiftModifier && angle.x() == 0)
        angle = QPoint(angle.y(), 0);
    if (std::abs(angle.x()) > std::abs(angle.y()))
        return {1.0, -angle.x() / kNotch * kPanStep};
    return {std::pow(kZoomStep, angle.y() / kNotch), 0.0};
}

void applyWheel(TimeView& view, const QWheelEvent& event, double width)
{
    const WheelStep step = wheelStep(event.angleDelta(), event.modifiers());
    if (step.pan != 0.0)
        panByShare(view, step.pan);
    else
        view.zoomAt(view.secondsAt(event.position().x(), width), step.zoom);
}

} // namespace steerscope

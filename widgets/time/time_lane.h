// SPDX-License-Identifier: MIT
// A widget whose width is the visible time. Lanes of one TimeView stand above each other with the same left
// and right edge; all of them zoom (wheel), pan (Shift+wheel, middle button), select (drag) and seek (click)
// alike.
#pragma once

#include "widgets/time/lane_colours.h"
#include "widgets/time/time_view.h"

#include <QPoint>
#include <QWidget>
#include <optional>

namespace steerscope {

class TimeOverlay;

class TimeLane : public QWidget {
    Q_OBJECT
public:
    explicit TimeLane(TimeView* view, QWidget* parent = nullptr);

    TimeView* timeView() const { return m_view; }

protected:
    // Draws what is below the selection and the lines, within clip.
    virtual void paintLane(QPainter& painter, const QRect& clip) = 0;
    // A press and release in one place. Asks the player to go there unless a lane knows better.
    virtual void clickedAt(const QPoint& position);
    // The pointer is over the lane (nullopt: it left).
    virtual void pointedAt(std::optional<QPoint> position);
    // Palette, font or screen changed: whatever was drawn is out of date.
    virtual void lookChanged();

    const LaneColours& colours() const { return m_colours; }
    double xOf(double seconds) const { return m_view->xOf(seconds, width()); }
    double secondsAt(double x) const { return m_view->secondsAt(x, width()); }
    int deviceColumns() const; // physical pixels across
    int deviceRows() const; // physical pixels down
    // Keeps the selection and the lines above a child widget that was added later.
    void raiseOverlay();

    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Gesture { None, Press, Select, Pan };

    TimeView* m_view;
    TimeOverlay* m_overlay;
    LaneColours m_colours;
    Gesture m_gesture = Gesture::None;
    QPoint m_pressed; // where the button went down
    double m_pressedSeconds = 0.0; // the time that was there
};

} // namespace steerscope

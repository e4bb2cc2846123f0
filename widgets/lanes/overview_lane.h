// SPDX-License-Identifier: MIT
// The whole recording, with what is visible as a frame: drag the frame to pan, its edges to zoom, press
// elsewhere to go there.
#pragma once

#include "widgets/time/column_cache.h"
#include "widgets/time/lane_colours.h"
#include "widgets/time/time_view.h"

#include <QWidget>

namespace steerscope {

class AudioPeaks;

// What of the frame left..right (pixels) a position takes hold of; edges win within `reach`.
enum class FrameGrip { Outside, Inside, LeftEdge, RightEdge };
FrameGrip gripAt(double x, double left, double right, double reach);

class OverviewLane : public QWidget {
    Q_OBJECT
public:
    OverviewLane(TimeView* view, AudioPeaks* audio, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    double axisEnd() const;
    double secondsAt(double x) const;
    double xOf(double seconds) const;
    FrameGrip gripAtPointer(double x) const;
    void paintFrame(QPainter& painter) const;

    TimeView* m_view;
    AudioPeaks* m_audio;
    ColumnCache m_cache;
    LaneColours m_colours;
    bool m_dragging = false;
    FrameGrip m_grip = FrameGrip::Outside;
    double m_held = 0.0; // s between the frame's start and where it is held
};

} // namespace steerscope

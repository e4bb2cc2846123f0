// SPDX-License-Identifier: MIT
// A scale as a bar from its zero line, -2..2, with a tick at 1. Drag sets (a click alone sets nothing), Shift
// is finer, the wheel and the arrow keys step, a double click asks for the reset. Values beyond the bar are
// shown as such.
#pragma once

#include <QAbstractSlider>

namespace steerscope {

class ScaleSlider : public QAbstractSlider {
    Q_OBJECT

public:
    explicit ScaleSlider(QWidget* parent = nullptr);

    double level() const { return m_level; }
    void setLevel(double level); // emits nothing

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void levelMoved(double level); // by the user
    void dragStarted();
    void dragEnded();
    void dragCancelled();
    void resetRequested();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag { None, Pressed, Moving };

    QRectF bar() const;
    void move(double level);

    double m_level = 1.0;
    double m_dragged = 1.0; // not rounded
    Drag m_drag = Drag::None;
    int m_pressedX = 0;
    int m_lastX = 0;
    int m_wheel = 0; // eighths of a degree not yet used
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The gate difference of two runs as a heatmap: layers as rows, the deepest on top, time to the right; blue
// where the second run's gate is lower, orange where it is higher.
#pragma once

#include "widgets/compare/comparison.h"

#include <QImage>
#include <QWidget>

namespace steerscope {

// One pixel a value, full colour at the largest difference; `missing` where there are no frames.
QImage gateDifferenceImage(const GateDifference& difference, const QColor& neutral, const QColor& missing);

class GateDifferenceMap : public QWidget {
    Q_OBJECT

public:
    static constexpr int kColumns = 600;

    explicit GateDifferenceMap(QWidget* parent = nullptr);
    void setDifference(GateDifference difference);
    QSize sizeHint() const override;

Q_SIGNALS:
    void hovered(const QString& text); // "layer 3, 1.24 s: -0.132"; empty: nothing there

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRect plot() const;
    void draw();

    GateDifference m_difference;
    QImage m_image;
};

} // namespace steerscope

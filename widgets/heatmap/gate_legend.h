// SPDX-License-Identifier: MIT
// What the heatmap's colours mean, in one strip.
#pragma once

#include "widgets/heatmap/gate_store.h"
#include "widgets/heatmap/gate_view.h"
#include "widgets/time/lane_colours.h"

#include <QString>
#include <QWidget>
#include <vector>

namespace steerscope {

struct Legend {
    struct Swatch {
        QColor colour;
        QString label;
    };
    struct Mark { // a number under the colour bar
        double share = 0.0; // 0 left end, 1 right end
        QString label;
    };
    QString title; // what a colour bar shows; empty for swatches
    std::vector<Swatch> swatches; // experts; empty: a bar
    std::vector<QRgb> bar; // colours from left to right
    std::vector<Mark> marks;
};

// Of one layer (names of its experts); kNoLayer: of all, by number.
Legend legendOf(const GateStore& store, const GateView& view, int layer, const QColor& neutral);

// Draws it from the left in one line; returns the width used. What doesn't fit in area is left out whole.
double paintLegend(QPainter& painter, const QRectF& area, const Legend& legend, const LaneColours& colours);

class GateLegend : public QWidget {
    Q_OBJECT
public:
    explicit GateLegend(GateStore* store, QWidget* parent = nullptr);

    void setGateView(const GateView& view);
    void setLayer(int layer); // whose experts are named; kNoLayer: numbers only

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    GateStore* m_store;
    GateView m_view;
    int m_layer = kNoLayer;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The selected layer in detail: its experts over the visible time, stacked or as lines.
#pragma once

#include "core/base/gating_trace.h"
#include "widgets/plots/share_curves.h"
#include "widgets/time/time_lane.h"

#include <set>

class QCustomPlot;

namespace steerscope {

class DetailPlot : public TimeLane {
    Q_OBJECT
public:
    DetailPlot(TimeView* view, GateStore* store, QWidget* parent = nullptr);

    void setLayer(int layer); // kNoLayer: nothing selected
    void setStyle(ShareStyle style);
    void setMuted(const std::set<int>& experts); // drawn faint; what the router says is still shown

    int layer() const { return m_layer; }
    ShareStyle shareStyle() const { return m_style; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // As GateRows::hovered.
    void hovered(int layer, double seconds, const QString& text);

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void pointedAt(std::optional<QPoint> position) override;
    void lookChanged() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild(); // other experts, style or colours
    void refill(); // other time or values
    void styleAxes();
    void describe();

    GateStore* m_store;
    QCustomPlot* m_plot;
    int m_layer = kNoLayer;
    ShareStyle m_style = ShareStyle::Stacked;
    std::set<int> m_muted;
};

} // namespace steerscope

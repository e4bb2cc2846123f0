// SPDX-License-Identifier: MIT
// The middle of the window: lanes of the sound above, steering bar, layer headers and heatmap below, all on
// one time axis, and what the lanes share.
#pragma once

#include "app/gui/lane_stack.h"
#include "app/gui/track_area.h"
#include "widgets/heatmap/gate_legend.h"
#include "widgets/heatmap/gate_store.h"
#include "widgets/steering/steering_bar.h"
#include "widgets/time/time_view.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace steerscope {

class Workspace : public QWidget {
    Q_OBJECT

public:
    Workspace(TimeView* time, GateStore* gates, SteeringModel* steering, QWidget* parent = nullptr);

    LaneStack* lanes() const { return m_lanes; }
    SteeringBar* steeringBar() const { return m_bar; }
    TrackArea* tracks() const { return m_tracks; }
    const Gutters& gutters() const { return m_gutters; }

    void setGateView(const GateView& view);
    const GateView& gateView() const { return m_bar->gateView(); }
    // In place of the rows: why there are none. Empty: the rows.
    void setRowsNote(const QString& note);

    QByteArray heights() const;
    void restoreHeights(const QByteArray& heights);
    void resetHeights();

Q_SIGNALS:
    void gateViewChanged(const steerscope::GateView& view);
    void gutterChanged(const steerscope::Gutters& gutters);

protected:
    void changeEvent(QEvent* event) override;

private:
    void measureGutters();
    void showGateView(const GateView& view);

    GateStore* m_gates;
    LaneStack* m_lanes;
    SteeringBar* m_bar;
    GateLegend* m_legend;
    QHBoxLayout* m_legendLine = nullptr;
    TrackArea* m_tracks;
    QLabel* m_note;
    QStackedWidget* m_rowsOrNote;
    QSplitter* m_splitter;
    Gutters m_gutters;
};

} // namespace steerscope

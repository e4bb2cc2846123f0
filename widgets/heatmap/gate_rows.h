// SPDX-License-Identifier: MIT
// The heatmap: a row a layer, time across. Row heights come from outside so that headers at the left stay
// level.
#pragma once

#include "core/base/gating_trace.h"
#include "widgets/heatmap/gate_cell.h"
#include "widgets/time/column_cache.h"
#include "widgets/time/time_lane.h"
#include "widgets/tracks/track_layout.h"

#include <QString>

namespace steerscope {

class GateRows : public TimeLane {
    Q_OBJECT
public:
    GateRows(TimeView* view, GateStore* store, QWidget* parent = nullptr);

    void setTrackLayout(const TrackLayout& layout);
    void setGateView(const GateView& view);
    void setSelectedLayer(int layer); // kNoLayer: none

    const GateView& gateView() const { return m_view; }
    int selectedLayer() const { return m_selected; }
    // Columns averaged and coloured so far, each over all rows: what painting has cost.
    long columnsFilled() const { return m_cache.filled(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // A click, or Ctrl+Up and Ctrl+Down from the selected layer.
    void layerSelected(int layer);
    // The pointer is there; text says layer, time, experts and values. kNoLayer and no text: it left.
    void hovered(int layer, double seconds, const QString& text);

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void clickedAt(const QPoint& position) override;
    void pointedAt(std::optional<QPoint> position) override;
    void lookChanged() override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    int layerAt(int y) const; // kNoLayer outside
    QString textAt(const QPoint& position) const;
    int gap() const; // px between rows
    QRectF rowRect(int row) const;
    void fill(ColumnRange columns);
    void paintPadding(QPainter& painter) const;
    void paintRows(QPainter& painter, const QRect& clip) const;
    void paintNumbers(QPainter& painter, const QRect& clip) const;
    void paintStale(QPainter& painter) const;
    void paintSelected(QPainter& painter) const;
    void selectNeighbour(int rows);

    GateStore* m_store;
    GateView m_view;
    TrackLayout m_layout;
    int m_selected = kNoLayer;
    ColumnCache m_cache; // planes: colours, strongest expert + 1 (0: none)
    GateColumn m_scratch;
};

// Neighbouring columns with one strongest expert.
struct ExpertRun {
    ColumnRange columns;
    int expert = 0; // from 0

    bool operator==(const ExpertRun&) const = default;
};
// marks: expert + 1 by column, 0 where there is none (such columns end a run and start none).
std::vector<ExpertRun> expertRuns(const uchar* marks, int columns);

} // namespace steerscope

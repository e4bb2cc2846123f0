// SPDX-License-Identifier: MIT
// Layer headers and heatmap rows side by side, level with each other, in one scroll area.
#pragma once

#include "widgets/heatmap/gate_rows.h"
#include "widgets/tracks/track_headers.h"

#include <QWidget>

class QScrollArea;
class QScrollBar;

namespace steerscope {

// Widths shared by everything that stands on the time axis: what is left of the lanes and what is right of
// them.
struct Gutters {
    int left = 0;
    int right = 0;
};

class TrackArea : public QWidget {
    Q_OBJECT

public:
    TrackArea(TimeView* time, GateStore* gates, SteeringModel* steering, QWidget* parent = nullptr);

    void setGutters(const Gutters& gutters);
    void setDeepestOnTop(bool on);
    bool deepestOnTop() const { return m_deepestOnTop; }
    TrackHeaders* headers() const { return m_headers; }
    GateRows* rows() const { return m_rows; }
    // The steered layer one row up (-1) or down (+1) from the selected one; kNoLayer without any.
    int neighbourLayer(int rowsDown) const;
    int preferredGutter() const; // width of the headers

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void relayout();

    SteeringModel* m_steering;
    TrackHeaders* m_headers;
    GateRows* m_rows;
    QScrollArea* m_scroll;
    QScrollBar* m_bar; // stands in the right gutter, so that the rows keep the lanes' width
    QWidget* m_barColumn;
    bool m_deepestOnTop = true;
};

} // namespace steerscope

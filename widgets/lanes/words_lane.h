// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/transcript.h"
#include "widgets/time/time_lane.h"

#include <vector>

namespace steerscope {

// Texts as blocks on the time axis: click to go to one's start, double-click to select its time. A block that
// is a single word (its segment says which, and where its times come from) is selected and played by a click.
class WordsLane : public TimeLane {
    Q_OBJECT
public:
    explicit WordsLane(TimeView* view, QWidget* parent = nullptr);

    void setSegments(std::vector<Segment> segments); // sorted by time; texts may be still growing

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void segmentClicked(int index);
    void wordClicked(); // it is selected

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void clickedAt(const QPoint& position) override;
    bool event(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    int segmentAtX(double x) const;

    std::vector<Segment> m_segments;
};

} // namespace steerscope

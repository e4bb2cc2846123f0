// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/time/time_lane.h"

#include <QString>

#include <vector>

namespace steerscope {

// Something happened at a time of the recording.
struct TimeMark {
    double seconds = 0.0;
    QString text;
};

class RulerLane : public TimeLane {
    Q_OBJECT
public:
    explicit RulerLane(TimeView* view, QWidget* parent = nullptr);

    void setMarks(std::vector<TimeMark> marks); // in order; their texts are tool tips

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    bool event(QEvent* event) override;

private:
    std::vector<TimeMark> m_marks;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The steps below the lanes of a training, and where its best model stands.
#pragma once

#include "widgets/time/time_lane.h"

namespace steerscope {

class StepRuler : public TimeLane {
    Q_OBJECT
public:
    explicit StepRuler(TimeView* view, QWidget* parent = nullptr);

    void setBest(std::optional<int> step); // of the best dev WER

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;

private:
    std::optional<int> m_best;
};

// Whole steps that get a label, at least `smallestGap` pixels apart on a lane of this width.
std::vector<int> stepTicks(const TimeSpan& visible, double width, double smallestGap);

} // namespace steerscope

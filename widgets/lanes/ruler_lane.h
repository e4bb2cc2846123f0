// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/time/time_lane.h"

namespace steerscope {

class RulerLane : public TimeLane {
    Q_OBJECT
public:
    explicit RulerLane(TimeView* view, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
};

} // namespace steerscope

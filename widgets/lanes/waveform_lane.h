// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/time/column_cache.h"
#include "widgets/time/time_lane.h"

namespace steerscope {

class AudioPeaks;

class WaveformLane : public TimeLane {
    Q_OBJECT
public:
    WaveformLane(TimeView* view, AudioPeaks* audio, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void lookChanged() override;

private:
    AudioPeaks* m_audio;
    ColumnCache m_cache;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The log-mel features that the encoder hears, low frequencies at the bottom.
#pragma once

#include "widgets/heatmap/gate_view.h"
#include "widgets/time/column_cache.h"
#include "widgets/time/time_lane.h"

#include <vector>

namespace steerscope {

class MelTiles;

class SpectrogramLane : public TimeLane {
    Q_OBJECT
public:
    SpectrogramLane(TimeView* view, MelTiles* mel, QWidget* parent = nullptr);

    void setMap(SequentialMap map);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void lookChanged() override;

private:
    void fill(ColumnRange columns);

    MelTiles* m_mel;
    SequentialMap m_map = SequentialMap::Viridis;
    ColumnCache m_cache;
    std::vector<double> m_means; // of the column being filled
};

} // namespace steerscope

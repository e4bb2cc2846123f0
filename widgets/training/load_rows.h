// SPDX-License-Identifier: MIT
// How one layer shares its frames between its experts, over the steps of a training: a row an expert, colour
// by its mean gate: blue for none, neutral for the equal share 1/E, orange for every frame.
#pragma once

#include "core/session/training_run.h"
#include "widgets/time/column_cache.h"
#include "widgets/time/time_lane.h"

#include <functional>

namespace steerscope {

struct LayerLoad {
    const LayerColumns* layer = nullptr; // null: nothing to show
    const std::vector<int>* steps = nullptr;
};

// Mean load of each expert over the steps that end within the stretch (its unit is the step; step k lies
// between k - 1 and k), else of the step that the stretch lies in. Empty where there is none.
void meanLoad(const LayerLoad& load, const TimeSpan& stretch, std::vector<double>& experts);

class LoadRows : public TimeLane {
    Q_OBJECT
public:
    explicit LoadRows(TimeView* view, QWidget* parent = nullptr);

    void setSource(std::function<LayerLoad()> source); // asked whenever it is drawn
    // Steps after `step` are new; 0: all are.
    void refresh(int step);

    // At this step; empty where nothing is known.
    std::vector<double> loadAt(double step) const;
    long filledColumns() const { return m_cache.filled(); } // what painting has cost

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void lookChanged() override;

private:
    void fill(ColumnRange columns, const LayerLoad& load);
    void paintNames(QPainter& painter, int experts) const;

    std::function<LayerLoad()> m_source;
    ColumnCache m_cache;
    std::vector<double> m_scratch;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The selected layer: its experts' controls at the left, their shares over time at the right, level with the
// lanes.
#pragma once

#include "app/gui/track_area.h"
#include "widgets/steering/expert_panel.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace steerscope {

class DetailPlot;

class DetailPanel : public QWidget {
    Q_OBJECT

public:
    DetailPanel(TimeView* time, GateStore* gates, SteeringModel* steering, QWidget* parent = nullptr);

    void setGutters(const Gutters& gutters);
    ExpertPanel* experts() const { return m_experts; }
    DetailPlot* plot() const { return m_plot; }
    bool stacked() const;
    void setStacked(bool stacked);

private:
    QToolButton* addStyle(const QString& text, const QString& tip);
    void showMuted();

    SteeringModel* m_steering;
    ExpertPanel* m_experts;
    DetailPlot* m_plot;
    QToolButton* m_stackedButton = nullptr;
    QToolButton* m_linesButton = nullptr;
    QHBoxLayout* m_styles;
    QHBoxLayout* m_line;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/gui/detail_panel.h"

#include "app/gui/icons.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/plots/detail_plot.h"
#include "widgets/steering/steering_model.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace steerscope {

namespace {

// Experts whose applied gate is 0: muted, not soloed while another is, or not the forced one.
std::set<int> silenced(const LayerSettings& settings, int experts)
{
    std::set<int> silent = settings.mute;
    for (int expert = 0; expert < experts; ++expert) {
        const bool forcedAway = settings.force && *settings.force != expert;
        const bool soloedAway = !settings.solo.empty() && !settings.solo.contains(expert);
        if (forcedAway || soloedAway)
            silent.insert(expert);
    }
    return silent;
}

} // namespace

DetailPanel::DetailPanel(TimeView* time, GateStore* gates, SteeringModel* steering, QWidget* parent)
    : QWidget(parent)
    , m_steering(steering)
    , m_experts(new ExpertPanel(steering, expertColour, this))
    , m_plot(new DetailPlot(time, gates, this))
    , m_style(new QToolButton(this))
    , m_line(new QHBoxLayout(this))
{
    m_plot->setAccessibleName(tr("Experts of the chosen layer over time"));
    m_style->setCheckable(true);
    m_style->setChecked(true);
    m_style->setAutoRaise(true);
    m_style->setIcon(symbolIcon(QStringLiteral("layers")));
    m_style->setToolTip(tr("Stacked shares; off: lines"));
    m_style->setAccessibleName(tr("Stacked shares"));
    auto* side = new QVBoxLayout;
    side->setContentsMargins(0, 0, 0, 0);
    side->addWidget(m_style);
    side->addStretch(1);
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(0);
    m_line->addWidget(m_experts);
    m_line->addWidget(m_plot, 1);
    m_line->addLayout(side);
    connect(steering, &SteeringModel::selectionChanged, this, [this](int layer) {
        m_plot->setLayer(layer);
        showMuted();
    });
    connect(steering, &SteeringModel::stateChanged, this, &DetailPanel::showMuted);
    connect(m_style, &QToolButton::toggled, this, [this](bool stacked) {
        m_plot->setStyle(stacked ? ShareStyle::Stacked : ShareStyle::Lines);
        Q_EMIT stackedChanged(stacked);
    });
}

void DetailPanel::setGutters(const Gutters& gutters)
{
    m_experts->setFixedWidth(gutters.left);
    m_style->setFixedWidth(gutters.right);
}

bool DetailPanel::stacked() const
{
    return m_style->isChecked();
}

void DetailPanel::setStacked(bool stacked)
{
    m_style->setChecked(stacked);
}

void DetailPanel::showMuted()
{
    const SteeredLayerInfo* info = m_steering->info(m_steering->selectedLayer());
    m_plot->setMuted(info ? silenced(m_steering->turned(info->layer), info->experts) : std::set<int>{});
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/gui/detail_panel.h"

#include "widgets/heatmap/expert_colours.h"
#include "widgets/plots/detail_plot.h"
#include "widgets/steering/steering_model.h"
#include "widgets/steering/switch_button.h"

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
    , m_styles(new QHBoxLayout)
    , m_line(new QHBoxLayout)
{
    m_plot->setAccessibleName(tr("Experts of the chosen layer over time"));
    m_styles->setSpacing(0);
    m_styles->addStretch(1);
    m_stackedButton = addStyle(tr("Stacked"), tr("Shares on top of each other; together they are 1"));
    m_linesButton = addStyle(tr("Lines"), tr("A line for each expert"));
    m_stackedButton->setChecked(true);
    auto* side = new QVBoxLayout;
    side->setSpacing(2);
    side->addLayout(m_styles);
    side->addWidget(m_plot, 1);
    m_line->setSpacing(0);
    m_line->addWidget(m_experts);
    m_line->addLayout(side, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_line);
    connect(steering, &SteeringModel::selectionChanged, this, [this](int layer) {
        m_plot->setLayer(layer);
        showMuted();
    });
    connect(steering, &SteeringModel::stateChanged, this, &DetailPanel::showMuted);
    connect(m_stackedButton, &QToolButton::toggled, this,
        [this](bool stacked) { m_plot->setStyle(stacked ? ShareStyle::Stacked : ShareStyle::Lines); });
}

QToolButton* DetailPanel::addStyle(const QString& text, const QString& tip)
{
    auto* button = new SwitchButton(text, SwitchButton::Meaning::Chooses, this);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setAutoExclusive(true);
    m_styles->addWidget(button);
    return button;
}

void DetailPanel::setGutters(const Gutters& gutters)
{
    m_experts->setFixedWidth(gutters.left);
    m_line->setContentsMargins(0, 0, gutters.right, 0);
}

bool DetailPanel::stacked() const
{
    return m_stackedButton->isChecked();
}

void DetailPanel::setStacked(bool stacked)
{
    (stacked ? m_stackedButton : m_linesButton)->setChecked(true);
}

void DetailPanel::showMuted()
{
    const SteeredLayerInfo* info = m_steering->info(m_steering->selectedLayer());
    m_plot->setMuted(info ? silenced(m_steering->turned(info->layer), info->experts) : std::set<int>{});
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/steering/expert_panel.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/expert_row.h"
#include "widgets/steering/steering_model.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace steerscope {

ExpertPanel::ExpertPanel(
    SteeringModel* model, std::function<QColor(int expert, int experts)> colour, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_colour(std::move(colour))
    , m_title(new QLabel(this))
    , m_invitation(new QLabel(tr("Click a layer's row to see its experts here."), this))
    , m_area(new QScrollArea(this))
    , m_builtLayer(kNoLayer)
{
    setAccessibleName(tr("Experts of the selected layer"));
    m_invitation->setAlignment(Qt::AlignCenter);
    m_invitation->setWordWrap(true);
    m_invitation->setForegroundRole(QPalette::PlaceholderText);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 2);
    column->setSpacing(2);
    m_title->setContentsMargins(4, 0, 4, 0);
    column->addWidget(m_title);
    column->addWidget(m_invitation, 1);
    column->addWidget(m_area, 1);
    connect(m_model, &SteeringModel::selectionChanged, this, &ExpertPanel::showState);
    connect(m_model, &SteeringModel::stateChanged, this, &ExpertPanel::showState);
    connect(m_model, &SteeringModel::layersChanged, this, [this] {
        m_builtLayer = kNoLayer;
        showState();
    });
    build();
}

ExpertPanel::~ExpertPanel() = default;

void ExpertPanel::setNames(const ExpertNames& names)
{
    m_names = names;
    showState();
}

void ExpertPanel::setMeanGates(std::map<int, std::vector<double>> gates)
{
    m_gates = std::move(gates);
    showState();
}

void ExpertPanel::build()
{
    const int layer = m_builtLayer = m_model->selectedLayer();
    const SteeredLayerInfo* info = m_model->info(layer);
    m_rows.clear();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (int expert = 0; info && expert < info->experts; ++expert) {
        auto* row = new ExpertRow(expert, m_colour(expert, info->experts), content);
        connect(row, &ExpertRow::named, this,
            [this, layer, expert](const QString& name) { nameExpert(layer, expert, name); });
        connect(row, &ExpertRow::muteToggled, this,
            [this, layer, expert] { m_model->toggleMuteExpert(layer, expert); });
        connect(row, &ExpertRow::soloToggled, this,
            [this, layer, expert] { m_model->toggleSoloExpert(layer, expert); });
        connect(row, &ExpertRow::forceToggled, this, [this, layer, expert](bool on) {
            m_model->forceExpert(layer, on ? std::optional(expert) : std::nullopt);
        });
        connect(row, &ExpertRow::chosen, this, [this, expert] {
            m_model->selectExpert(m_model->selectedExpert() == expert ? SteeringModel::kNoExpert : expert);
        });
        column->addWidget(row);
        m_rows.push_back(row);
    }
    column->addStretch(1);
    m_area->setWidget(content); // deletes the earlier one
    m_area->setVisible(info != nullptr);
    m_title->setVisible(info != nullptr);
    m_invitation->setVisible(info == nullptr);
    m_title->setText(tr("Experts of layer %1").arg(QString::fromStdString(layerLabel(layer))));
}

void ExpertPanel::showState()
{
    const int layer = m_model->selectedLayer();
    if (layer != m_builtLayer)
        build();
    const auto gates = m_gates.find(layer);
    const auto names = m_names.find(layer);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const int expert = static_cast<int>(i);
        const bool known = gates != m_gates.end() && i < gates->second.size();
        m_rows[i]->setMeanGate(known ? std::optional(gates->second[i]) : std::nullopt);
        const bool named = names != m_names.end() && names->second.contains(expert);
        m_rows[i]->setName(named ? names->second.at(expert) : QString());
        m_rows[i]->setSettings(m_model->turned(layer), m_model->selectedExpert() == expert);
    }
}

void ExpertPanel::nameExpert(int layer, int expert, const QString& name)
{
    const ExpertNames before = m_names;
    if (name.isEmpty())
        m_names[layer].erase(expert);
    else
        m_names[layer][expert] = name;
    if (m_names[layer].empty())
        m_names.erase(layer);
    if (m_names != before)
        Q_EMIT namesChanged(m_names);
}

} // namespace steerscope

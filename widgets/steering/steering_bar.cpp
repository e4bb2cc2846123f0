// SPDX-License-Identifier: MIT
#include "widgets/steering/steering_bar.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/level_bar.h"
#include "widgets/steering/number_edit.h"
#include "widgets/steering/scale_slider.h"
#include "widgets/steering/steering_model.h"
#include "widgets/steering/switch_button.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace steerscope {

namespace {

constexpr double kTypedLimit = 100.0;
constexpr double kOfferedMultipliers[] = {-1.0, 0.0, 0.5, 1.5, 2.0};

QFrame* divider(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    return line;
}

} // namespace

QString groupText(LayerGroup group, const std::vector<int>& layers)
{
    QString name;
    switch (group) {
    case LayerGroup::All:
        return SteeringBar::tr("All layers");
    case LayerGroup::Early:
        name = SteeringBar::tr("Early");
        break;
    case LayerGroup::Middle:
        name = SteeringBar::tr("Middle");
        break;
    case LayerGroup::Late:
        name = SteeringBar::tr("Late");
        break;
    case LayerGroup::Final:
        name = SteeringBar::tr("Final");
        break;
    }
    if (layers.empty())
        return SteeringBar::tr("%1, no steered layer").arg(name);
    const QString first = QString::fromStdString(layerLabel(layers.front()));
    const QString last = QString::fromStdString(layerLabel(layers.back()));
    return layers.size() == 1 ? SteeringBar::tr("%1, layer %2").arg(name, first)
                              : SteeringBar::tr("%1, layers %2-%3").arg(name, first, last);
}

SteeringBar::SteeringBar(SteeringModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
{
    setAccessibleName(tr("Steering"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 4, 2);
    row->setSpacing(4);
    addSlots(row);
    addMaster(row);
    row->addWidget(divider(this));
    addShow(row);
    row->addWidget(divider(this));
    addGroups(row);
    addPresets(row);
    row->addWidget(divider(this));
    addHistory(row);
    connect(m_model, &SteeringModel::stateChanged, this, &SteeringBar::showState);
    connect(m_model, &SteeringModel::slotChanged, this, &SteeringBar::showState);
    connect(m_model, &SteeringModel::layersChanged, this, &SteeringBar::showLayers);
    connect(m_model, &SteeringModel::presetsChanged, this, &SteeringBar::showPresets);
    connect(m_model->undoStack(), &QUndoStack::indexChanged, this, &SteeringBar::showState);
    showPresets();
    showLayers();
    showView();
}

template <class Button>
Button* SteeringBar::add(QHBoxLayout* row, Button* button, const QString& name, const QString& tip)
{
    button->setAccessibleName(name);
    button->setToolTip(tip);
    row->addWidget(button);
    return button;
}

QToolButton* SteeringBar::addButton(
    QHBoxLayout* row, const QString& text, const QString& name, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return add(row, button, name, tip);
}

void SteeringBar::addSlots(QHBoxLayout* row)
{
    using Meaning = SwitchButton::Meaning;
    m_slotA = add(
        row, new SwitchButton(tr("A"), Meaning::Chooses, this), tr("Setting A"), tr("Look at setting A"));
    m_slotB = add(
        row, new SwitchButton(tr("B"), Meaning::Chooses, this), tr("Setting B"), tr("Look at setting B"));
    auto* group = new QButtonGroup(this);
    for (QToolButton* button : {m_slotA, m_slotB}) {
        button->setCheckable(true);
        group->addButton(button);
    }
    connect(m_slotA, &QToolButton::clicked, this, [this] { m_model->setSlot(SteeringModel::Slot::A); });
    connect(m_slotB, &QToolButton::clicked, this, [this] { m_model->setSlot(SteeringModel::Slot::B); });
    m_copy = addButton(row, {}, tr("Copy to the other setting"), {});
    connect(m_copy, &QToolButton::clicked, m_model, &SteeringModel::copyToOtherSlot);
    m_off = add(row, new SwitchButton(tr("Off"), Meaning::TakesAway, this), tr("Steering off"),
        tr("Switch all steering off: the plain encoder"));
    connect(m_off, &QToolButton::clicked, m_model, &SteeringModel::setBypass);
}

void SteeringBar::addMaster(QHBoxLayout* row)
{
    auto* label = new QLabel(tr("Master"), this);
    row->addWidget(label);
    m_slider = new ScaleSlider(this);
    m_slider->setAccessibleName(tr("Master scale"));
    m_slider->setToolTip(tr("Multiplies the scale of every layer. Drag, wheel or arrow keys; Shift is finer; "
                            "double click: 1.00"));
    row->addWidget(m_slider, 1);
    m_master = new QDoubleSpinBox(this);
    m_master->setAccessibleName(tr("Master scale, typed"));
    m_master->setToolTip(tr("Type the master scale; the bar shows -2 to 2, typing goes beyond"));
    m_master->setRange(-kTypedLimit, kTypedLimit);
    m_master->setSingleStep(0.05);
    m_master->setDecimals(2);
    m_master->setKeyboardTracking(false);
    m_master->setAlignment(Qt::AlignRight);
    row->addWidget(m_master);
    label->setBuddy(m_master);
    connect(m_slider, &ScaleSlider::levelMoved, m_model, &SteeringModel::setMaster);
    connect(m_slider, &ScaleSlider::dragStarted, this, [this] { m_model->beginGesture(tr("Master scale")); });
    connect(m_slider, &ScaleSlider::dragEnded, m_model, &SteeringModel::endGesture);
    connect(m_slider, &ScaleSlider::dragCancelled, m_model, &SteeringModel::cancelGesture);
    connect(m_slider, &ScaleSlider::resetRequested, this, [this] { m_model->setMaster(1.0); });
    connect(m_master, &QDoubleSpinBox::valueChanged, m_model, &SteeringModel::setMaster);
}

void SteeringBar::addShow(QHBoxLayout* row)
{
    m_show = new QComboBox(this);
    m_show->setAccessibleName(tr("What the rows show"));
    m_show->setToolTip(tr("What the colours of the rows stand for"));
    m_show->addItem(tr("Strongest expert"), static_cast<int>(GateShow::StrongestExpert));
    m_show->addItem(tr("Gate of one expert"), static_cast<int>(GateShow::OneExpert));
    m_show->addItem(tr("Entropy"), static_cast<int>(GateShow::Entropy));
    m_show->addItem(tr("Push"), static_cast<int>(GateShow::Push));
    m_show->addItem(tr("Deviation from 1/E"), static_cast<int>(GateShow::Deviation));
    row->addWidget(m_show);
    m_expert = new QSpinBox(this);
    m_expert->setAccessibleName(tr("Expert shown"));
    m_expert->setToolTip(tr("Which expert's gate the rows show"));
    m_expert->setPrefix(tr("E", "expert number"));
    m_expert->setMinimum(1);
    row->addWidget(m_expert);
    connect(m_show, &QComboBox::activated, this, [this] {
        m_view.show = static_cast<GateShow>(m_show->currentData().toInt());
        showView();
        Q_EMIT gateViewChanged(m_view);
    });
    connect(m_expert, &QSpinBox::valueChanged, this, [this](int expert) {
        m_view.expert = expert - 1;
        Q_EMIT gateViewChanged(m_view);
    });
}

void SteeringBar::addGroups(QHBoxLayout* row)
{
    m_groups = addButton(row, tr("Groups"), tr("Groups of layers"),
        tr("Set the multiplier of all, early, middle, late or final layers"));
    m_groupMenu = new QMenu(m_groups);
    m_groups->setMenu(m_groupMenu);
    m_groups->setPopupMode(QToolButton::InstantPopup);
    m_groupEdit = new NumberEdit(this);
    m_groupEdit->setAccessibleName(tr("Multiplier of the group"));
    m_groupEdit->setToolTip(tr("Type a number; Enter takes it, Escape leaves it"));
    connect(m_groupMenu, &QMenu::aboutToShow, this, &SteeringBar::fillGroups);
    connect(m_groupEdit, &NumberEdit::entered, this,
        [this](double value) { m_model->setGroupMultiplier(m_typedGroup, value); });
}

void SteeringBar::addPresets(QHBoxLayout* row)
{
    m_presets = new QComboBox(this);
    m_presets->setEditable(true);
    m_presets->setInsertPolicy(QComboBox::NoInsert);
    m_presets->setMinimumContentsLength(7);
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_presets->setAccessibleName(tr("Presets"));
    m_presets->setToolTip(tr("Choose a preset to apply it, or type a name and save"));
    m_presets->lineEdit()->setPlaceholderText(tr("Presets"));
    m_presets->lineEdit()->setAccessibleName(tr("Name of the preset"));
    m_presets->lineEdit()->setToolTip(m_presets->toolTip());
    row->addWidget(m_presets);
    m_save = addButton(row, tr("+", "save preset"), tr("Save preset"),
        tr("Keep the steering of this moment under this name"));
    m_remove
        = addButton(row, tr("-", "remove preset"), tr("Remove preset"), tr("Remove the preset of this name"));
    connect(m_presets, &QComboBox::activated, this,
        [this](int index) { m_model->applyPreset(m_presets->itemText(index)); });
    connect(m_presets, &QComboBox::editTextChanged, this, &SteeringBar::showState);
    connect(m_presets->lineEdit(), &QLineEdit::returnPressed, this, &SteeringBar::savePreset);
    connect(m_save, &QToolButton::clicked, this, &SteeringBar::savePreset);
    connect(
        m_remove, &QToolButton::clicked, this, [this] { m_model->removePreset(m_presets->currentText()); });
}

void SteeringBar::addHistory(QHBoxLayout* row)
{
    m_reset = addButton(row, tr("Reset"), tr("Reset steering"), tr("Everything as trained"));
    m_undo = addButton(row, tr("Undo"), tr("Undo"), tr("Take back the last change of the steering"));
    m_redo = addButton(row, tr("Redo"), tr("Redo"), tr("Bring back the change that was undone"));
    connect(m_reset, &QToolButton::clicked, m_model, &SteeringModel::reset);
    connect(m_undo, &QToolButton::clicked, m_model, &SteeringModel::undo);
    connect(m_redo, &QToolButton::clicked, m_model, &SteeringModel::redo);
}

void SteeringBar::setHistoryActions(QAction* undo, QAction* redo)
{
    const auto take = [this](QToolButton* button, QAction* action) {
        button->disconnect(m_model);
        button->setDefaultAction(action);
        button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    };
    take(m_undo, undo);
    take(m_redo, redo);
}

void SteeringBar::setGateView(const GateView& view)
{
    m_view = view;
    showView();
}

void SteeringBar::focusPresets()
{
    m_presets->setFocus(Qt::ShortcutFocusReason);
    m_presets->lineEdit()->selectAll();
}

void SteeringBar::showState()
{
    const bool inB = m_model->slot() == SteeringModel::Slot::B;
    (inB ? m_slotB : m_slotA)->setChecked(true);
    m_copy->setText(inB ? tr("B>A") : tr("A>B"));
    m_copy->setToolTip(inB ? tr("Make setting A equal to B") : tr("Make setting B equal to A"));
    m_copy->setEnabled(m_model->slotsDiffer());
    m_off->setChecked(m_model->bypass());
    m_slider->setLevel(m_model->master());
    const QSignalBlocker quiet(m_master);
    m_master->setValue(m_model->master());
    m_reset->setEnabled(m_model->state() != SteeringState{});
    if (!m_undo->defaultAction())
        m_undo->setEnabled(m_model->undoStack()->canUndo());
    if (!m_redo->defaultAction())
        m_redo->setEnabled(m_model->undoStack()->canRedo());
    m_save->setEnabled(!m_presets->currentText().trimmed().isEmpty());
    m_remove->setEnabled(
        m_presets->findText(m_presets->currentText(), Qt::MatchFixedString | Qt::MatchCaseSensitive) >= 0);
}

void SteeringBar::showLayers()
{
    int experts = 1;
    for (const SteeredLayerInfo& info : m_model->layers())
        experts = std::max(experts, info.experts);
    m_view.expert = std::min(m_view.expert, experts - 1);
    const QSignalBlocker quiet(m_expert);
    m_expert->setMaximum(experts);
    setEnabled(!m_model->layers().empty());
    setToolTip(isEnabled() ? QString() : tr("Nothing to steer: open a model with steering first"));
    showState();
}

void SteeringBar::showPresets()
{
    const QString text = m_presets->currentText();
    const QSignalBlocker quiet(m_presets);
    m_presets->clear();
    for (const SteeringPreset& preset : m_model->presets())
        m_presets->addItem(preset.name);
    m_presets->setCurrentIndex(-1);
    m_presets->setEditText(text);
    showState();
}

void SteeringBar::showView()
{
    m_show->setCurrentIndex(m_show->findData(static_cast<int>(m_view.show)));
    const QSignalBlocker quiet(m_expert);
    m_expert->setValue(m_view.expert + 1);
    m_expert->setVisible(m_view.show == GateShow::OneExpert || m_view.show == GateShow::Deviation);
}

void SteeringBar::fillGroups()
{
    m_groupMenu->clear();
    for (LayerGroup group :
        {LayerGroup::All, LayerGroup::Early, LayerGroup::Middle, LayerGroup::Late, LayerGroup::Final}) {
        const std::vector<int> members = layersOfGroup(group, m_model->layers(), m_model->encoderLayers());
        QMenu* menu = m_groupMenu->addMenu(groupText(group, members));
        menu->setEnabled(!members.empty());
        fillGroup(menu, group);
    }
}

void SteeringBar::fillGroup(QMenu* menu, LayerGroup group)
{
    QAction* reset = menu->addAction(tr("As trained"));
    connect(reset, &QAction::triggered, this, [this, group] { m_model->resetGroup(group); });
    for (double multiplier : kOfferedMultipliers) {
        QAction* action = menu->addAction(formatLevel(multiplier));
        connect(action, &QAction::triggered, this,
            [this, group, multiplier] { m_model->setGroupMultiplier(group, multiplier); });
    }
    QAction* other = menu->addAction(tr("Other…"));
    connect(other, &QAction::triggered, this, [this, group] { typeGroup(group); });
}

void SteeringBar::typeGroup(LayerGroup group)
{
    m_typedGroup = group;
    m_groupEdit->open(m_groups->geometry(), formatLevel(1.0));
}

void SteeringBar::savePreset()
{
    m_model->addPreset(m_presets->currentText());
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The steering's actions; the controls themselves call the model.
#include "app/gui/actions.h"
#include "app/gui/notices.h"
#include "app/gui/presets.h"
#include "app/gui/track_area.h"
#include "app/gui/wiring.h"
#include "app/gui/workspace.h"
#include "widgets/steering/steering_model.h"

#include <QMainWindow>
#include <QStatusBar>
#include <QUndoStack>

namespace steerscope {

namespace {

constexpr int kNoticeMilliseconds = 6000;

// Calls a function of the model with the layer that is selected; the action sleeps while none is.
void onLayer(const WindowParts& parts, ActionId id, void (SteeringModel::*act)(int layer))
{
    SteeringModel* steering = parts.steering;
    parts.actions->on(id, steering, [steering, act] {
        if (steering->selectedLayer() != kNoLayer)
            (steering->*act)(steering->selectedLayer());
    });
}

void wireHistory(const WindowParts& parts)
{
    QAction* undo = (*parts.actions)[ActionId::Undo];
    QAction* redo = (*parts.actions)[ActionId::Redo];
    parts.actions->on(ActionId::Undo, parts.steering, &SteeringModel::undo);
    parts.actions->on(ActionId::Redo, parts.steering, &SteeringModel::redo);
    const QUndoStack* stack = parts.steering->undoStack();
    QObject::connect(stack, &QUndoStack::canUndoChanged, undo, &QAction::setEnabled);
    QObject::connect(stack, &QUndoStack::canRedoChanged, redo, &QAction::setEnabled);
    undo->setEnabled(stack->canUndo());
    redo->setEnabled(stack->canRedo());
    parts.workspace->steeringBar()->setHistoryActions(undo, redo);
}

void wireRows(const WindowParts& parts)
{
    const auto select = [parts](int rowsDown) {
        const int layer = parts.workspace->tracks()->neighbourLayer(rowsDown);
        if (layer != kNoLayer)
            parts.steering->selectLayer(layer);
    };
    parts.actions->on(ActionId::LayerUp, parts.workspace, [select] { select(-1); });
    parts.actions->on(ActionId::LayerDown, parts.workspace, [select] { select(1); });
    onLayer(parts, ActionId::MuteLayer, &SteeringModel::toggleMuteLayer);
    onLayer(parts, ActionId::SoloLayer, &SteeringModel::soloLayer);
    onLayer(parts, ActionId::ResetLayer, &SteeringModel::resetLayer);
    onLayer(parts, ActionId::CopyLayerToAll, &SteeringModel::copyToAll);
    const auto enable = [parts] {
        parts.actions->enable(
            {ActionId::MuteLayer, ActionId::SoloLayer, ActionId::ResetLayer, ActionId::CopyLayerToAll},
            parts.steering->selectedLayer() != kNoLayer);
    };
    QObject::connect(parts.steering, &SteeringModel::selectionChanged, parts.actions, enable);
    enable();
}

} // namespace

void wireSteering(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    SteeringModel* steering = parts.steering;
    wireHistory(parts);
    wireRows(parts);
    actions.on(ActionId::Bypass, steering, &SteeringModel::setBypass);
    QObject::connect(steering, &SteeringModel::stateChanged, parts.actions,
        [parts] { (*parts.actions)[ActionId::Bypass]->setChecked(parts.steering->bypass()); });
    actions.on(ActionId::SwitchSlot, steering, [steering] {
        steering->setSlot(
            steering->slot() == SteeringModel::Slot::A ? SteeringModel::Slot::B : SteeringModel::Slot::A);
    });
    actions.on(ActionId::CopySlot, steering, &SteeringModel::copyToOtherSlot);
    actions.on(ActionId::ResetSteering, steering, &SteeringModel::reset);
    const auto resetGroup = [parts](ActionId id, LayerGroup group) {
        parts.actions->on(id, parts.steering, [parts, group] { parts.steering->resetGroup(group); });
    };
    resetGroup(ActionId::ResetEarly, LayerGroup::Early);
    resetGroup(ActionId::ResetMiddle, LayerGroup::Middle);
    resetGroup(ActionId::ResetLate, LayerGroup::Late);
    resetGroup(ActionId::ResetFinal, LayerGroup::Final);
    actions.on(
        ActionId::SavePreset, parts.workspace, [parts] { parts.workspace->steeringBar()->focusPresets(); });
    QObject::connect(parts.presets, &Presets::failed, parts.notices, &Notices::showError);
    QObject::connect(steering, &SteeringModel::noticed, parts.window,
        [parts](const QString& text) { parts.window->statusBar()->showMessage(text, kNoticeMilliseconds); });
    const auto enable = [parts] {
        parts.actions->enable(
            {ActionId::Bypass, ActionId::SwitchSlot, ActionId::CopySlot, ActionId::ResetSteering,
                ActionId::LayerUp, ActionId::LayerDown, ActionId::ResetEarly, ActionId::ResetMiddle,
                ActionId::ResetLate, ActionId::ResetFinal, ActionId::SavePreset},
            !parts.steering->layers().empty());
    };
    QObject::connect(steering, &SteeringModel::layersChanged, parts.actions, enable);
    enable();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/gui/menus.h"

#include "app/gui/actions.h"
#include "app/gui/icons.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace steerscope {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Menus", source);
}

class MenuWriter {
public:
    MenuWriter(QMenu* menu, const Actions& actions)
        : m_menu(menu)
        , m_actions(actions)
    {
    }
    MenuWriter& add(std::initializer_list<ActionId> ids)
    {
        for (const ActionId id : ids)
            m_menu->addAction(m_actions[id]);
        return *this;
    }
    MenuWriter& line()
    {
        m_menu->addSeparator();
        return *this;
    }
    QMenu* sub(const QString& title, const char* icon, std::initializer_list<ActionId> ids = {})
    {
        QMenu* menu = m_menu->addMenu(symbolIcon(QString::fromLatin1(icon)), title);
        MenuWriter(menu, m_actions).add(ids);
        return menu;
    }

private:
    QMenu* m_menu;
    const Actions& m_actions;
};

} // namespace

ChangingMenus buildMenus(QMainWindow* window, const Actions& actions)
{
    using Id = ActionId;
    ChangingMenus changing;
    QMenuBar* bar = window->menuBar();

    MenuWriter file(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&File"))), actions);
    file.add({Id::Open});
    changing.recent = file.sub(text(QT_TRANSLATE_NOOP("Menus", "Open &recent")), "open");
    changing.samples = file.sub(text(QT_TRANSLATE_NOOP("Menus", "Open sa&mple")), "sample");
    file.add({Id::CloseRecording}).line();
    file.add({Id::SaveTranscript, Id::SaveGates, Id::SavePicture}).line();
    file.add({Id::OpenSettings, Id::SaveSettings}).line();
    file.add({Id::ExportSession, Id::ImportSession}).line();
    file.add({Id::ShowRecordings, Id::ReopenSession}).line().add({Id::Quit});

    MenuWriter edit(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Edit"))), actions);
    edit.add({Id::Undo, Id::Redo}).line().add({Id::CopyTranscript, Id::Find}).line();
    edit.add({Id::SelectAll, Id::ClearSelection}).line().add({Id::CommandPalette});

    MenuWriter view(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&View"))), actions);
    view.add({Id::Fit, Id::ZoomIn, Id::ZoomOut, Id::ZoomSelection});
    view.sub(text(QT_TRANSLATE_NOOP("Menus", "&Move")), "page-forward",
        {Id::ScrollLeft, Id::ScrollRight, Id::PageBack, Id::PageForward});
    view.add({Id::FollowCursor, Id::ShowPadding}).line();
    view.sub(text(QT_TRANSLATE_NOOP("Menus", "Heatmap sho&ws")), "layers",
        {Id::ShowStrongest, Id::ShowExpert, Id::ShowEntropy, Id::ShowPush, Id::ShowDeviation, Id::Cividis});
    view.add({Id::DeepestOnTop})
        .line()
        .add({Id::ShowTranscript, Id::ShowCompare, Id::ShowHistory, Id::ShowDetail, Id::ShowAsk})
        .line();
    view.sub(text(QT_TRANSLATE_NOOP("Menus", "T&heme")), "theme",
        {Id::ThemeSystem, Id::ThemeLight, Id::ThemeDark});
    changing.languages = view.sub(text(QT_TRANSLATE_NOOP("Menus", "Lan&guage")), "language");
    view.add({Id::FullScreen, Id::ResetLayout});

    MenuWriter transport(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Transport"))), actions);
    transport.add({Id::Record, Id::PauseRecording, Id::Live});
    changing.inputs = transport.sub(text(QT_TRANSLATE_NOOP("Menus", "Input &device")), "microphone");
    transport.line().add({Id::Play, Id::PlaySelection, Id::Loop}).line();
    transport.add({Id::GoToStart, Id::GoToEnd, Id::StepBack, Id::StepForward});

    MenuWriter steering(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Steering"))), actions);
    steering.add({Id::Bypass, Id::SwitchSlot, Id::CopySlot}).line();
    steering.add(
        {Id::LayerUp, Id::LayerDown, Id::MuteLayer, Id::SoloLayer, Id::ResetLayer, Id::CopyLayerToAll});
    steering.line().add({Id::ResetSteering});
    steering.sub(text(QT_TRANSLATE_NOOP("Menus", "Reset &group")), "layers",
        {Id::ResetEarly, Id::ResetMiddle, Id::ResetLate, Id::ResetFinal});
    steering.line().add({Id::SavePreset});
    changing.presets = steering.sub(text(QT_TRANSLATE_NOOP("Menus", "Pr&esets")), "preset");

    MenuWriter model(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Model"))), actions);
    model.add({Id::Run, Id::CancelRun, Id::Baseline, Id::Probabilities, Id::PinRun}).line();
    changing.models = model.sub(text(QT_TRANSLATE_NOOP("Menus", "&Load")), "model");
    model.add({Id::Models, Id::ImportModel, Id::UnloadModel}).line();
    changing.devices = model.sub(text(QT_TRANSLATE_NOOP("Menus", "&Device and precision")), "device");
    model.add({Id::RestartEngine});

    MenuWriter training(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "Trai&ning"))), actions);
    training.add({Id::Trainings}).line().add({Id::StartTraining, Id::OpenTraining}).line();
    training.add({Id::OpenReport});

    MenuWriter help(bar->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Help"))), actions);
    help.add({Id::QuickStart, Id::KeySheet, Id::CommandPalette}).line().add({Id::EngineLog, Id::About});
    return changing;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Every action of the window in one table: name, shortcut, tooltip, icon. Menus, tool bar, context menus,
// command palette and key sheet all show these same QActions; controllers connect to their signals.
#pragma once

#include <QAction>
#include <QObject>

#include <vector>

namespace steerscope {

enum class ActionId {
    // File
    Open,
    CloseRecording,
    SaveTranscript,
    SaveGates,
    SavePicture,
    SaveSettings,
    OpenSettings,
    ShowRecordings,
    ExportSession,
    ImportSession,
    ReopenSession,
    Quit,
    // Edit
    Undo,
    Redo,
    CopyTranscript,
    Find,
    SelectAll,
    ClearSelection,
    CommandPalette,
    // View
    Fit,
    ZoomIn,
    ZoomOut,
    ZoomSelection,
    ScrollLeft,
    ScrollRight,
    PageBack,
    PageForward,
    FollowCursor,
    ShowPadding,
    ShowStrongest,
    ShowExpert,
    ShowEntropy,
    ShowPush,
    ShowDeviation,
    Cividis,
    DeepestOnTop,
    ShowTranscript,
    ShowCompare,
    ShowHistory,
    ShowDetail,
    ShowAsk,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    FullScreen,
    ResetLayout,
    // Transport
    Record,
    PauseRecording,
    Live,
    Play,
    PlaySelection,
    Loop,
    GoToStart,
    GoToEnd,
    StepBack,
    StepForward,
    // Steering
    Bypass,
    SwitchSlot,
    CopySlot,
    ResetSteering,
    LayerUp,
    LayerDown,
    MuteLayer,
    SoloLayer,
    ResetLayer,
    CopyLayerToAll,
    ResetEarly,
    ResetMiddle,
    ResetLate,
    ResetFinal,
    SavePreset,
    // Model
    Run,
    CancelRun,
    Baseline,
    Probabilities,
    PinRun,
    Models,
    ImportModel,
    UnloadModel,
    RestartEngine,
    // Training
    Trainings,
    StartTraining,
    OpenTraining,
    OpenReport,
    // Help
    QuickStart,
    KeySheet,
    EngineLog,
    About,
    Count,
};

// A name without mnemonic and dots: "Open" of "&Open...", "打开" of "打开(&O)...".
QString plainActionName(const QString& text);
// Text and what buttons show of it.
void setActionText(QAction* action, const QString& text);

class Actions : public QObject {
    Q_OBJECT

public:
    // The actions are added to the window, so that their shortcuts work wherever the focus is in it.
    explicit Actions(QWidget* window);

    QAction* operator[](ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    const std::vector<QAction*>& all() const { return m_actions; }
    // Calls slot of context when the action is chosen.
    template <class Context, class Slot> void on(ActionId id, const Context* context, Slot slot) const
    {
        connect((*this)[id], &QAction::triggered, context, slot);
    }
    template <class Context, class Slot> void onToggled(ActionId id, const Context* context, Slot slot) const
    {
        connect((*this)[id], &QAction::toggled, context, slot);
    }
    void enable(std::initializer_list<ActionId> ids, bool enabled) const;

private:
    std::vector<QAction*> m_actions;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// What is seen of the recording and how.
#include "app/gui/actions.h"
#include "app/gui/detail_panel.h"
#include "app/gui/document.h"
#include "app/gui/theme.h"
#include "app/gui/track_area.h"
#include "app/gui/view_binding.h"
#include "app/gui/window_layout.h"
#include "app/gui/wiring.h"
#include "app/gui/workspace.h"
#include "widgets/plots/detail_plot.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QStatusBar>

#include <array>

namespace steerscope {

namespace {

constexpr double kZoomFactor = 1.5;
constexpr double kScrollShare = 0.1; // of what is visible
constexpr double kPageShare = 0.9;

constexpr auto kShowActions = std::to_array<std::pair<ActionId, GateShow>>({
    {ActionId::ShowStrongest, GateShow::StrongestExpert},
    {ActionId::ShowExpert, GateShow::OneExpert},
    {ActionId::ShowEntropy, GateShow::Entropy},
    {ActionId::ShowPush, GateShow::Push},
    {ActionId::ShowDeviation, GateShow::Deviation},
});

constexpr auto kThemeActions = std::to_array<std::pair<ActionId, ThemeChoice>>({
    {ActionId::ThemeSystem, ThemeChoice::System},
    {ActionId::ThemeLight, ThemeChoice::Light},
    {ActionId::ThemeDark, ThemeChoice::Dark},
});

// The pointer if it is over a lane, else the play cursor if it is in view, else the middle.
double zoomCentre(const TimeView& time)
{
    if (time.hover())
        return *time.hover();
    if (time.cursor() && time.visible().contains(*time.cursor()))
        return *time.cursor();
    return (time.start() + time.end()) / 2.0;
}

void wireTime(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    TimeView* time = parts.time;
    actions.on(ActionId::Fit, time, &TimeView::fit);
    actions.on(ActionId::ZoomIn, time, [time] { time->zoomAt(zoomCentre(*time), kZoomFactor); });
    actions.on(ActionId::ZoomOut, time, [time] { time->zoomAt(zoomCentre(*time), 1.0 / kZoomFactor); });
    actions.on(ActionId::ZoomSelection, time, [time] {
        if (const auto selection = time->selection())
            time->setVisible(selection->start, selection->end);
    });
    const auto move = [parts](ActionId id, double share) {
        parts.actions->on(
            id, parts.time, [time = parts.time, share] { time->panBy(share * time->visible().length()); });
    };
    move(ActionId::ScrollLeft, -kScrollShare);
    move(ActionId::ScrollRight, kScrollShare);
    move(ActionId::PageBack, -kPageShare);
    move(ActionId::PageForward, kPageShare);
    actions.on(
        ActionId::SelectAll, time, [parts] { parts.time->setSelection(0.0, parts.document->seconds()); });
    const auto enable
        = [parts] { parts.actions->enable({ActionId::ZoomSelection}, parts.time->selection().has_value()); };
    QObject::connect(time, &TimeView::selectionChanged, parts.actions, enable);
    enable();
    actions.onToggled(ActionId::ShowPadding, parts.binding, &ViewBinding::setShowPadding);
}

void wireGateView(const WindowParts& parts)
{
    for (const auto& [id, show] : kShowActions)
        parts.actions->on(id, parts.workspace, [parts, show = show] {
            GateView view = parts.workspace->gateView();
            view.show = show;
            parts.workspace->setGateView(view);
        });
    parts.actions->onToggled(ActionId::Cividis, parts.workspace, [parts](bool on) {
        GateView view = parts.workspace->gateView();
        view.map = on ? SequentialMap::Cividis : SequentialMap::Viridis;
        parts.workspace->setGateView(view);
    });
    const auto tick = [parts] {
        const GateView& view = parts.workspace->gateView();
        for (const auto& [id, show] : kShowActions)
            if (show == view.show)
                (*parts.actions)[id]->setChecked(true);
        (*parts.actions)[ActionId::Cividis]->setChecked(view.map == SequentialMap::Cividis);
    };
    QObject::connect(parts.workspace, &Workspace::gateViewChanged, parts.actions, tick);
    tick();
    // Choosing an expert while one expert is shown shows that one.
    QObject::connect(
        parts.steering, &SteeringModel::selectionChanged, parts.workspace, [parts](int, int expert) {
            GateView view = parts.workspace->gateView();
            if (expert == SteeringModel::kNoExpert || view.expert == expert)
                return;
            view.expert = expert;
            parts.workspace->setGateView(view);
        });
    parts.actions->onToggled(ActionId::DeepestOnTop, parts.workspace->tracks(), &TrackArea::setDeepestOnTop);
}

// What the pointer is over stands in the status bar.
void wireHover(const WindowParts& parts)
{
    const auto say
        = [bar = parts.window->statusBar()](int, double, const QString& text) { bar->showMessage(text); };
    QObject::connect(parts.workspace->tracks()->rows(), &GateRows::hovered, parts.window, say);
    QObject::connect(parts.detail->plot(), &DetailPlot::hovered, parts.window, say);
}

void wireTheme(const WindowParts& parts)
{
    for (const auto& [id, choice] : kThemeActions)
        parts.actions->on(id, parts.theme, [parts, choice = choice] { parts.theme->choose(choice); });
    const auto tick = [parts](ThemeChoice chosen) {
        for (const auto& [id, choice] : kThemeActions)
            if (choice == chosen)
                (*parts.actions)[id]->setChecked(true);
    };
    QObject::connect(parts.theme, &Theme::choiceChanged, parts.actions, tick);
    tick(parts.theme->choice());
}

void wirePanel(const WindowParts& parts, ActionId id, QDockWidget* dock)
{
    QAction* action = (*parts.actions)[id];
    parts.actions->on(id, dock, &QDockWidget::setVisible);
    QObject::connect(dock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
}

} // namespace

void wireView(const WindowParts& parts)
{
    wireTime(parts);
    wireGateView(parts);
    wireHover(parts);
    wireTheme(parts);
    wirePanel(parts, ActionId::ShowTranscript, parts.transcriptDock);
    wirePanel(parts, ActionId::ShowDetail, parts.detailDock);
    parts.actions->on(ActionId::FullScreen, parts.window, [parts](bool full) {
        parts.window->setWindowState(parts.window->windowState().setFlag(Qt::WindowFullScreen, full));
    });
    parts.actions->on(ActionId::ResetLayout, parts.window, [parts] { parts.layout->reset(); });
}

} // namespace steerscope

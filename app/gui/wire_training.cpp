// SPDX-License-Identifier: MIT
// Trainings and reports, in a window of their own.
#include "app/gui/actions.h"
#include "app/gui/trainings_window.h"
#include "app/gui/wiring.h"

#include <QMainWindow>

namespace steerscope {

namespace {

TrainingsWindow* shown(const WindowParts& parts)
{
    TrainingsWindow* window = trainingsWindow(parts);
    window->show();
    window->raise();
    window->activateWindow();
    return window;
}

} // namespace

TrainingsWindow* trainingsWindow(const WindowParts& parts)
{
    auto* window = parts.window->findChild<TrainingsWindow*>(QString(), Qt::FindDirectChildrenOnly);
    return window ? window : new TrainingsWindow(parts.window);
}

void wireTraining(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    actions.on(ActionId::Trainings, parts.window, [parts] { shown(parts); });
    actions.on(ActionId::StartTraining, parts.window, [parts] { shown(parts)->askStart(); });
    actions.on(ActionId::OpenTraining, parts.window, [parts] { shown(parts)->askRun(); });
    actions.on(ActionId::OpenReport, parts.window, [parts] { shown(parts)->askReport(); });
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Engine, models and runs.
#include "app/gui/actions.h"
#include "app/gui/document.h"
#include "app/gui/expert_names.h"
#include "app/gui/import_dialog.h"
#include "app/gui/model_controller.h"
#include "app/gui/models_dialog.h"
#include "app/gui/notices.h"
#include "app/gui/run_controller.h"
#include "app/gui/status_fields.h"
#include "app/gui/top_bar.h"
#include "app/gui/view_binding.h"
#include "app/gui/wiring.h"
#include "app/gui/workspace.h"
#include "core/session/engine_session.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QCoreApplication>
#include <QMainWindow>

namespace steerscope {

namespace {

using State = EngineSession::State;

QString phrase(const char* text)
{
    return QCoreApplication::translate("Engine", text);
}

QString stateText(State state)
{
    switch (state) {
    case State::Stopped:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Engine not running"));
    case State::Starting:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Starting the engine"));
    case State::NoModel:
        return phrase(QT_TRANSLATE_NOOP("Engine", "No model loaded"));
    case State::Loading:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Loading the model"));
    case State::Ready:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Ready"));
    case State::Running:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Running"));
    }
    return {};
}

// Why the rows are empty; nothing when there are rows to show.
QString rowsNote(const WindowParts& parts)
{
    if (const ModelInfo* model = parts.session->model())
        return model->steered.empty() ? phrase(QT_TRANSLATE_NOOP(
                   "Engine", "This model steers nothing: its encoder has no gates to show."))
                                      : QString();
    switch (parts.session->state()) {
    case State::Starting:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Starting the engine..."));
    case State::Loading:
        return phrase(QT_TRANSLATE_NOOP("Engine", "Loading the model..."));
    case State::Stopped:
        return phrase(
            QT_TRANSLATE_NOOP("Engine", "The engine is not running. Model > Restart engine starts it."));
    default:
        return phrase(QT_TRANSLATE_NOOP("Engine", "No model is loaded. Model > Load offers what is there."));
    }
}

void showState(const WindowParts& parts)
{
    const State state = parts.session->state();
    const bool model = parts.session->model() != nullptr;
    const bool busy = state == State::Loading || state == State::Running;
    parts.status->setState(stateText(state));
    if (!busy)
        parts.status->hideProgress();
    parts.workspace->setRowsNote(rowsNote(parts));
    parts.actions->enable({ActionId::Run}, model && parts.document->isOpen());
    parts.actions->enable({ActionId::CancelRun}, busy);
    parts.actions->enable({ActionId::UnloadModel}, model);
    parts.actions->enable({ActionId::ImportModel}, state != State::Stopped && state != State::Starting);
}

void showModel(const WindowParts& parts)
{
    const ModelInfo* model = parts.session->model();
    parts.status->setModel(model);
    parts.top->setModelName(model ? shortModelName(*model) : QString());
    if (!model) {
        parts.top->setDeviceText(phrase(QT_TRANSLATE_NOOP("Engine", "Device")), {});
        parts.status->clearRun();
        return;
    }
    const QString device
        = model->device == "cpu" ? QStringLiteral("CPU") : QString::fromStdString(model->device);
    parts.top->setDeviceText(QStringLiteral("%1 · %2").arg(device, QString::fromStdString(model->dtype)),
        QString::fromStdString(model->deviceReason));
}

void wireEngine(const WindowParts& parts)
{
    EngineSession* session = parts.session;
    QObject::connect(session, &EngineSession::stateChanged, parts.status, [parts] { showState(parts); });
    QObject::connect(parts.document, &Document::opened, parts.status, [parts] { showState(parts); });
    QObject::connect(parts.document, &Document::closed, parts.status, [parts] { showState(parts); });
    QObject::connect(
        session, &EngineSession::progress, parts.status, [parts](const QString& stage, double fraction) {
            const State state = parts.session->state();
            if (state != State::Loading && state != State::Running)
                return; // of an import: its dialog shows it
            parts.status->setState(stageText(stage));
            parts.status->setProgress(fraction);
        });
    QObject::connect(
        session, &EngineSession::modelLoaded, parts.status, [parts](const protocol::Loaded& loaded) {
            showModel(parts);
            parts.expertNames->useModel(QString::fromStdString(loaded.info.name));
            parts.status->setMemory(loaded.residentBytes, loaded.freeBytes);
            showState(parts);
        });
    QObject::connect(session, &EngineSession::modelUnloaded, parts.status, [parts] {
        showModel(parts);
        showState(parts);
    });
    QObject::connect(
        session, &EngineSession::engineLost, parts.notices, [parts](const QString& why, bool restarting) {
            Error error{ErrorCode::EngineLost, why.toStdString(), {}, {}};
            if (restarting)
                error.remedy
                    = phrase(QT_TRANSLATE_NOOP("Engine", "it is being started again; nothing is lost"))
                          .toStdString();
            parts.notices->showErrorWith(error, restarting ? ActionId::EngineLog : ActionId::RestartEngine);
        });
    QObject::connect(session, &EngineSession::failed, parts.notices, [parts](const Error& error) {
        if (error.code != ErrorCode::Cancelled)
            parts.notices->showError(error);
    });
    QObject::connect(session, &EngineSession::warned, parts.notices, &Notices::warn);
    QObject::connect(parts.expertNames, &ExpertNameKeeper::failed, parts.notices, &Notices::showError);
    showState(parts);
    showModel(parts);
}

void wireRuns(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    RunController* runs = parts.runs;
    actions.on(ActionId::Run, runs, &RunController::run);
    actions.on(ActionId::CancelRun, runs, &RunController::cancel);
    QObject::connect(
        parts.status, &StatusFields::cancelRequested, actions[ActionId::CancelRun], &QAction::trigger);
    actions.onToggled(ActionId::Baseline, runs, &RunController::setBaselineWanted);
    actions.on(ActionId::ClearSelection, runs, [parts] {
        if (parts.time->selection())
            parts.time->clearSelection();
        else if (parts.steering->selectedLayer() != kNoLayer)
            parts.steering->selectLayer(kNoLayer);
        else if ((*parts.actions)[ActionId::CancelRun]->isEnabled())
            parts.runs->cancel();
    });
    QObject::connect(runs, &RunController::pictureStale, parts.binding, &ViewBinding::setStale);
    QObject::connect(parts.document, &Document::runEnded, parts.status, [parts](Document::Lane lane) {
        const LaneResult& result = parts.document->lane(lane);
        const ModelInfo* model = parts.session->model();
        if (lane != Document::Lane::Steered || !model)
            return;
        parts.status->setMemory(result.residentBytes, 0);
        parts.status->setRun({.timings = result.timings,
            .audioSeconds = parts.document->seconds(),
            .cacheBytes = result.cacheBytes,
            .encoderLayers = model->encoderLayers,
            .decoded = result.wroteWords});
    });
    QObject::connect(parts.document, &Document::resultsForgotten, parts.status, &StatusFields::clearRun);
}

void openImport(const WindowParts& parts)
{
    auto* dialog = new ImportDialog(parts.session, parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ImportDialog::imported, parts.models, [parts](const QString& path) {
        parts.models->refreshList();
        parts.models->load(path);
    });
    dialog->open();
}

void wireModels(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    actions.on(ActionId::Models, parts.window, [parts] {
        auto* dialog = new ModelsDialog(parts.session, parts.models, parts.window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(
            dialog, &ModelsDialog::importRequested, parts.window, [parts] { openImport(parts); });
        dialog->show();
    });
    actions.on(ActionId::ImportModel, parts.window, [parts] { openImport(parts); });
    actions.on(ActionId::UnloadModel, parts.models, &ModelController::unload);
    actions.on(ActionId::RestartEngine, parts.session, [parts] {
        parts.session->start();
        parts.models->reload();
    });
}

} // namespace

void wireModel(const WindowParts& parts)
{
    wireEngine(parts);
    wireRuns(parts);
    wireModels(parts);
}

} // namespace steerscope

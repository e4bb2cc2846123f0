// SPDX-License-Identifier: MIT
// "Ask why": questions to the engine, answers into the panel, and what is chosen there into the steering.
#include "app/gui/actions.h"
#include "app/gui/ask_panel.h"
#include "app/gui/document.h"
#include "app/gui/exporter.h"
#include "app/gui/notices.h"
#include "app/gui/run_controller.h"
#include "app/gui/wiring.h"
#include "widgets/steering/steering_model.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QStatusBar>

namespace steerscope {

namespace {

constexpr int kNoticeMilliseconds = 6000;
constexpr int kLeastHeight = 430; // pixels a sweep needs

QString text(const char* source)
{
    return QCoreApplication::translate("AskPanel", source);
}

// The options of this moment with the right words; with several audio windows the words belong to the one in
// view unless the whole recording is asked about, which then is followed by its own words.
RunOptions optionsOf(const WindowParts& parts, const AskWish& wish)
{
    RunOptions options = parts.runs->options();
    const bool several = parts.document->windows().size() > 1;
    options.onlyFirstWindow = several && !wish.wholeRecording;
    options.target = several && wish.wholeRecording ? std::string() : wish.words.toStdString();
    return options;
}

void wireQuestions(const WindowParts& parts)
{
    AskControls* controls = parts.ask->controls();
    EngineSession* session = parts.session;
    QObject::connect(controls, &AskControls::asked, session, [parts, controls](const AskWish& wish) {
        controls->setRunning(true);
        parts.session->startStudy(wish.question, optionsOf(parts, wish), parts.document->name());
    });
    QObject::connect(controls, &AskControls::stopWanted, session, &EngineSession::cancelStudy);
    QObject::connect(session, &EngineSession::studyProgress, controls, &AskControls::setProgress);
    QObject::connect(
        session, &EngineSession::studyDone, controls, [parts, controls](const StudyResult& done) {
            controls->setRunning(false);
            parts.ask->takeResult(done);
        });
    QObject::connect(session, &EngineSession::studyFailed, controls, [parts, controls](const Error& error) {
        controls->setRunning(false);
        if (error.code != ErrorCode::Cancelled)
            parts.notices->showError(error);
    });
    const auto enable = [parts, controls] {
        const ModelInfo* model = parts.session->model();
        controls->setReady(
            model && model->decodesText && !model->steered.empty() && parts.document->isOpen());
    };
    QObject::connect(session, &EngineSession::stateChanged, controls, enable);
    QObject::connect(parts.document, &Document::opened, controls, enable);
    QObject::connect(parts.document, &Document::closed, controls, enable);
    QObject::connect(parts.document, &Document::resultsForgotten, parts.ask, &AskPanel::forgetResults);
    enable();
}

void wireAnswers(const WindowParts& parts)
{
    StudyView* view = parts.ask->view();
    SteeringModel* steering = parts.steering;
    QObject::connect(
        view, &StudyView::scaleChosen, steering, [steering](const std::vector<int>& layers, double scale) {
            steering->beginGesture(text(QT_TRANSLATE_NOOP("AskPanel", "Scale of the sweep")));
            if (layers.empty())
                steering->setMaster(scale);
            for (const int layer : layers)
                steering->setMultiplier(layer, scale);
            steering->endGesture();
        });
    QObject::connect(view, &StudyView::ablationChosen, steering, [steering](int layer, int expert) {
        steering->selectLayer(layer);
        if (expert == kWholeLayer)
            steering->toggleMuteLayer(layer);
        else
            steering->toggleMuteExpert(layer, expert);
    });
    QObject::connect(view, &StudyView::layerChosen, steering, &SteeringModel::selectLayer);
    QObject::connect(
        view, &StudyView::proposalChosen, steering, [steering](const SteeringSettings& proposal) {
            steering->setSettings(proposal, text(QT_TRANSLATE_NOOP("AskPanel", "Fitted scales")));
        });
    QObject::connect(view, &StudyView::noticed, parts.window, [parts](const QString& notice) {
        parts.window->statusBar()->showMessage(notice, kNoticeMilliseconds);
    });
    const auto show = [steering, view] {
        view->setScale(steering->bypass() ? std::nullopt : std::optional(steering->master()));
    };
    QObject::connect(steering, &SteeringModel::stateChanged, view, show);
    QObject::connect(steering, &SteeringModel::settingsChanged, view, &StudyView::setStale);
    QObject::connect(steering, &SteeringModel::selectionChanged, parts.ask->controls(),
        [parts](int layer) { parts.ask->controls()->setSelectedLayer(layer); });
    QObject::connect(parts.session, &EngineSession::studyDone, view, show);
    show();
}

} // namespace

void wireAsk(const WindowParts& parts)
{
    wireQuestions(parts);
    wireAnswers(parts);
    QObject::connect(parts.ask->controls(), &AskControls::saveWanted, parts.exporter, [parts] {
        if (const StudyResult* result = parts.ask->view()->result())
            parts.exporter->saveStudy(*result);
    });
    QAction* action = (*parts.actions)[ActionId::ShowAsk];
    parts.actions->on(ActionId::ShowAsk, parts.askDock, [parts](bool shown) {
        parts.askDock->setVisible(shown);
        if (!shown)
            return;
        parts.askDock->raise();
        if (parts.askDock->height() < kLeastHeight)
            parts.window->resizeDocks({parts.askDock}, {kLeastHeight}, Qt::Vertical);
    });
    QObject::connect(parts.askDock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
}

} // namespace steerscope

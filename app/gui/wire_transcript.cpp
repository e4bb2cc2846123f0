// SPDX-License-Identifier: MIT
// Words, their target and how they are decoded.
#include "app/gui/actions.h"
#include "app/gui/document.h"
#include "app/gui/run_controller.h"
#include "app/gui/transcript_dock.h"
#include "app/gui/wiring.h"
#include "core/session/engine_session.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QCoreApplication>
#include <QDockWidget>

namespace steerscope {

namespace {

using Lane = Document::Lane;

TranscriptView::Lane shownLane(Lane lane)
{
    return lane == Lane::Steered ? TranscriptView::Lane::Steered : TranscriptView::Lane::Baseline;
}

QString invitation(const EngineSession& session)
{
    const ModelInfo* model = session.model();
    if (model && !model->decodesText)
        return QCoreApplication::translate(
            "Transcript", "This model has an encoder only: it writes no words.");
    return QCoreApplication::translate("Transcript", "The words appear here.");
}

void wireWords(const WindowParts& parts)
{
    TranscriptView* words = parts.transcript->words();
    const Document* document = parts.document;
    QObject::connect(document, &Document::runStarted, words, [document, words](Lane lane, bool decodes) {
        if (decodes)
            words->beginRun(shownLane(lane), document->windows());
    });
    QObject::connect(
        document, &Document::tokenAdded, words, [words](Lane lane, int window, const Token& token) {
            words->addToken(shownLane(lane), window, token);
        });
    QObject::connect(document, &Document::segmentChanged, words, [document, words](Lane lane, int window) {
        words->setSegment(shownLane(lane), window,
            document->lane(lane).transcript.segments[static_cast<std::size_t>(window)]);
    });
    QObject::connect(document, &Document::runEnded, words, [document, words](Lane lane) {
        if (document->lane(lane).decoded)
            words->endRun(shownLane(lane));
    });
    QObject::connect(document, &Document::runsAbandoned, words, [words] {
        words->endRun(TranscriptView::Lane::Steered);
        words->endRun(TranscriptView::Lane::Baseline);
    });
    QObject::connect(document, &Document::liveChanged, words,
        [words](int window, bool final) { words->showLive(final ? -1 : window); });
    QObject::connect(parts.session, &EngineSession::liveEnded, words, &TranscriptView::endLive);
    QObject::connect(document, &Document::resultsForgotten, words, [parts, words] {
        words->clear();
        words->setInvitation(invitation(*parts.session));
    });
    QObject::connect(parts.steering, &SteeringModel::settingsChanged, words, [document, words] {
        if (!document->lane(Lane::Steered).transcript.segments.empty())
            words->setStale();
    });
    QObject::connect(parts.session, &EngineSession::modelLoaded, words,
        [parts, words] { words->setInvitation(invitation(*parts.session)); });
    QObject::connect(words, &TranscriptView::seekRequested, parts.time, &TimeView::requestSeek);
    QObject::connect(parts.time, &TimeView::cursorChanged, words,
        [words, time = parts.time] { words->setPlaying(time->cursor()); });
    parts.actions->on(ActionId::Find, words, [parts, words] {
        parts.transcriptDock->show();
        parts.transcriptDock->raise();
        words->showFind();
    });
}

void wireBaseline(const WindowParts& parts)
{
    TranscriptView* words = parts.transcript->words();
    QAction* baseline = (*parts.actions)[ActionId::Baseline];
    QObject::connect(words, &TranscriptView::baselineWanted, baseline, &QAction::setChecked);
    QObject::connect(baseline, &QAction::toggled, words, &TranscriptView::setBaselineShown);
    QAction* probabilities = (*parts.actions)[ActionId::Probabilities];
    QObject::connect(words, &TranscriptView::probabilitiesToggled, probabilities, &QAction::setChecked);
    QObject::connect(probabilities, &QAction::toggled, words, &TranscriptView::setProbabilitiesShown);
    words->setBaselineShown(baseline->isChecked());
}

// The settled words of the audio window that is run first: the one whose target is scored.
void proposeTarget(const WindowParts& parts)
{
    const LaneResult& result = parts.document->lane(Lane::Steered);
    const auto window = static_cast<std::size_t>(parts.runs->options().firstWindow);
    if (result.decoded && window < result.transcript.segments.size())
        parts.transcript->target()->setTranscript(
            QString::fromStdString(result.transcript.segments[window].text).trimmed());
}

void wireTarget(const WindowParts& parts)
{
    TargetLine* target = parts.transcript->target();
    QObject::connect(target, &TargetLine::targetChanged, parts.runs, [parts](const QString& text) {
        RunOptions options = parts.runs->options();
        options.target = text.toStdString();
        parts.runs->setOptions(options);
    });
    QObject::connect(parts.document, &Document::runEnded, target, [parts, target](Lane lane) {
        if (lane == Lane::Steered)
            proposeTarget(parts);
    });
    QObject::connect(parts.document, &Document::scoreChanged, target, [parts, target] {
        const std::optional<TargetScore>& score = parts.document->lane(Lane::Steered).score;
        target->setScore(score->logprob);
        if (parts.steering->settings().asTrained())
            target->setTrainedScore(score->logprob);
    });
    const auto forget = [target] {
        target->clearScore();
        target->setTrainedScore(std::nullopt);
    };
    QObject::connect(target, &TargetLine::targetChanged, target, forget);
    QObject::connect(parts.document, &Document::resultsForgotten, target, [target, forget] {
        target->setTranscript({});
        forget();
    });
}

void wirePrompt(const WindowParts& parts)
{
    PromptBar* prompt = parts.transcript->prompt();
    QObject::connect(parts.session, &EngineSession::modelLoaded, prompt,
        [parts, prompt] { prompt->setModel(parts.session->model()); });
    QObject::connect(
        parts.session, &EngineSession::modelUnloaded, prompt, [prompt] { prompt->setModel(nullptr); });
    QObject::connect(prompt, &PromptBar::optionsChanged, parts.runs, [parts](const RunOptions& options) {
        RunOptions wanted = parts.runs->options();
        wanted.prompt = options.prompt;
        wanted.sampling = options.sampling;
        wanted.seed = options.seed;
        wanted.maxTokens = options.maxTokens;
        wanted.voiceActivity = options.voiceActivity;
        parts.runs->setOptions(wanted);
    });
    prompt->setOptions(parts.runs->options());
    prompt->setModel(parts.session->model());
}

// The audio window in view is run first.
void wireFirstWindow(const WindowParts& parts)
{
    const auto choose = [parts] {
        const std::vector<WindowSpan>& windows = parts.document->windows();
        const double middle = (parts.time->start() + parts.time->end()) / 2.0;
        int inView = 0;
        for (std::size_t i = 0; i < windows.size(); ++i)
            if (windows[i].start <= middle)
                inView = static_cast<int>(i);
        RunOptions options = parts.runs->options();
        if (inView == options.firstWindow)
            return;
        options.firstWindow = inView;
        parts.runs->setOptions(options);
        proposeTarget(parts);
    };
    QObject::connect(parts.time, &TimeView::visibleChanged, parts.runs, choose);
    QObject::connect(parts.document, &Document::windowsChanged, parts.runs, choose);
}

} // namespace

void wireTranscript(const WindowParts& parts)
{
    wireWords(parts);
    wireBaseline(parts);
    wireTarget(parts);
    wirePrompt(parts);
    wireFirstWindow(parts);
}

} // namespace steerscope

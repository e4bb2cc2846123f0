// SPDX-License-Identifier: MIT
#include "app/gui/history_controller.h"

#include "app/gui/audio_opener.h"
#include "app/gui/model_controller.h"
#include "app/gui/notices.h"
#include "app/gui/run_controller.h"
#include "app/gui/transcript_dock.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace steerscope {

namespace {

using Lane = Document::Lane;

constexpr int kLaterMilliseconds = 250; // with the keeper's 300 less than a second

std::string programText()
{
    return (QCoreApplication::applicationName() + QLatin1Char(' ') + QCoreApplication::applicationVersion())
        .toStdString();
}

KeptModel keptModel(const ModelInfo& info)
{
    return {info.name, info.path, info.fingerprint, info.device, info.dtype, info.threads};
}

bool complete(const LaneResult& result, bool decodesText)
{
    const bool traced = !result.traces.empty()
        && std::all_of(
            result.traces.begin(), result.traces.end(), [](const auto& t) { return t != nullptr; });
    return traced && !result.running && (result.decoded || !decodesText);
}

} // namespace

HistoryController::HistoryController(const WindowParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kLaterMilliseconds);
    connect(&m_later, &QTimer::timeout, this, &HistoryController::keepState);
    connect(&m_keeper, &RunKeeper::failed, parts.notices, &Notices::showError);
    connect(&m_keeper, &RunKeeper::failed, this, [this] { m_lastState.reset(); });
    connect(&m_keeper, &RunKeeper::opened, this, &HistoryController::showLast);
    connect(&m_keeper, &RunKeeper::runsOpened, this, &HistoryController::useOpened);
    connect(&m_keeper, &RunKeeper::runKept, this, [this](qint64 id, const KeptRun& run) {
        if (run.baseline || run.recording.path != m_parts.document->path().toStdString())
            return;
        m_shown = id;
        keepLater();
    });
    connectDocument();
}

void HistoryController::connectDocument()
{
    const Document* document = m_parts.document;
    connect(document, &Document::opened, this, [this] {
        forgetShown();
        m_baselineKept = false;
        if (m_pending && m_pending->state.recording != m_parts.document->path().toStdString())
            m_pending.reset(); // the user went on
        if (m_open)
            m_keeper.keepRecording(m_parts.document->audio(), m_parts.document->path());
        keepLater();
        proceed();
    });
    connect(document, &Document::closed, this, [this] {
        forgetShown();
        m_pending.reset();
        keepLater();
    });
    connect(document, &Document::runEnded, this, &HistoryController::keepRun);
    connect(m_parts.steering, &SteeringModel::settingsChanged, this, [this] {
        forgetShown();
        keepLater();
    });
    connect(m_parts.steering, &SteeringModel::selectionChanged, this, &HistoryController::keepLater);
    connect(m_parts.runs, &RunController::optionsChanged, this, &HistoryController::keepLater);
    connect(m_parts.time, &TimeView::visibleChanged, this, &HistoryController::keepLater);
    connect(m_parts.session, &EngineSession::modelLoaded, this, &HistoryController::proceed);
    connect(m_parts.opener, &AudioOpener::failed, this, [this] { m_pending.reset(); });
    connect(m_parts.session, &EngineSession::failed, this, [this](const Error& error) {
        if (error.code == ErrorCode::Model)
            m_pending.reset(); // what is wrong is said already
    });
}

void HistoryController::forgetShown()
{
    m_shown = 0;
    m_kept = false;
}

void HistoryController::open(const QString& folder, bool reopen)
{
    m_reopen = reopen;
    m_open = true;
    m_keeper.open(folder);
    m_keeper.list();
    if (m_parts.document->isOpen())
        m_keeper.keepRecording(m_parts.document->audio(), m_parts.document->path());
}

void HistoryController::showLast(const std::optional<LastSession>& last, const QString& movedAside)
{
    if (!movedAside.isEmpty())
        m_parts.notices->warn(
            tr("The history was damaged. A new one was begun; the old one is kept as %1").arg(movedAside));
    if (!m_reopen || !last || last->alive || last->state.recording.empty())
        return;
    if (!QFileInfo::exists(QString::fromStdString(last->state.recording)))
        return;
    if (!last->ended)
        m_parts.notices->offer(
            tr("The last session was not ended properly. It is here again, up to its last second."),
            tr("Close it"), [this] { m_parts.document->close(); });
    m_lastState = last->state;
    if (last->state.run != 0)
        openRuns({last->state.run}, Use::Restore);
    else
        begin({*std::exchange(m_lastState, {}), {}});
}

void HistoryController::end()
{
    if (!m_open || std::exchange(m_ended, true))
        return;
    m_parts.transcript->history()->keepTexts();
    keepState();
    m_keeper.endSession();
}

// keeping

void HistoryController::keepLater()
{
    if (m_open && !m_later.isActive())
        m_later.start();
}

void HistoryController::keepState()
{
    if (!m_open || m_pending || m_lastState)
        return; // what is not yet back must not be forgotten
    m_later.stop();
    if (m_parts.document->isOpen())
        m_showedSomething = true;
    if (!m_showedSomething)
        return; // an empty window is not what anybody wants back
    KeptState state;
    state.recording = m_parts.document->path().toStdString();
    state.model = m_parts.models->wished().toStdString();
    state.settings = m_parts.steering->settings();
    state.options = m_parts.runs->options();
    state.viewStart = m_parts.time->start();
    state.viewEnd = m_parts.time->end();
    state.layer = m_parts.steering->selectedLayer();
    state.run = m_shown;
    m_keeper.keepState(state);
}

void HistoryController::keepRun(Lane lane)
{
    const ModelInfo* model = m_parts.session->model();
    const LaneResult& result = m_parts.document->lane(lane);
    if (!m_open || m_restoring || !model || !m_parts.document->isOpen()
        || !complete(result, model->decodesText))
        return;
    // A quick run between two changes, or one that scores the target, says nothing new.
    const bool said = lane == Lane::Steered ? m_kept : m_baselineKept;
    if (model->decodesText ? !result.wroteWords : said)
        return;
    (lane == Lane::Steered ? m_kept : m_baselineKept) = true;
    KeptRun run;
    run.when = QDateTime::currentMSecsSinceEpoch();
    run.program = programText();
    if (const protocol::HelloReply* engine = m_parts.session->engine())
        run.libtorch = engine->libtorch;
    run.recording.path = m_parts.document->path().toStdString();
    run.model = keptModel(*model);
    run.baseline = lane == Lane::Baseline;
    run.settings = m_parts.steering->settings();
    if (run.baseline) {
        run.settings = {};
        run.settings.bypass = true;
    }
    run.options = m_parts.runs->options();
    run.transcript = result.transcript;
    run.timings = result.timings;
    run.residentBytes = result.residentBytes;
    m_keeper.keepRun(m_parts.document->audio(), std::move(run), result.traces);
}

// bringing back

void HistoryController::restore(std::int64_t run)
{
    openRuns({run}, Use::Restore);
}

void HistoryController::compare(const std::vector<std::int64_t>& runs)
{
    openRuns(runs, Use::Compare);
}

void HistoryController::exportRuns(const std::vector<std::int64_t>& runs, const QString& file)
{
    m_archive = file;
    openRuns(runs, Use::Export);
}

void HistoryController::openRuns(const std::vector<std::int64_t>& runs, Use use)
{
    m_use = use;
    m_keeper.openRuns(runs, ++m_request);
}

void HistoryController::useOpened(const std::vector<OpenedRun>& runs, quint64 request)
{
    if (request != m_request)
        return; // something else was asked for since
    std::optional<KeptState> state = std::exchange(m_lastState, {});
    if (m_use == Use::Compare) {
        m_comparedRecording = runs.empty() ? QString() : QString::fromStdString(runs[0].run.recording.hash);
        Q_EMIT compared(runs);
    } else if (m_use == Use::Export) {
        Q_EMIT exportReady(runs, m_archive);
    } else if (!runs.empty()) {
        const OpenedRun& opened = runs.front();
        if (!state) {
            state.emplace();
            state->recording = opened.run.recording.path;
            state->settings = opened.run.settings;
            state->options = opened.run.options;
            state->run = opened.run.id;
            state->layer = m_parts.steering->selectedLayer();
        }
        begin({*state, opened});
    } else if (state) {
        begin({*state, {}});
    } else {
        m_parts.notices->warn(tr("This run is no longer in the history"));
    }
}

void HistoryController::begin(Pending pending)
{
    m_pending = std::move(pending);
    proceed();
}

void HistoryController::proceed()
{
    if (!m_pending)
        return;
    const QString path = QString::fromStdString(m_pending->state.recording);
    if (!m_parts.document->isOpen() || m_parts.document->path() != path) {
        if (!std::exchange(m_pending->recordingAsked, true))
            m_parts.opener->open(path);
        return;
    }
    const ModelInfo* model = m_parts.session->model();
    if (!model)
        return;
    if (m_pending->run && model->fingerprint != m_pending->run->run.model.fingerprint) {
        const QString wanted = QString::fromStdString(m_pending->run->run.model.path);
        if (!m_pending->modelAsked && QFileInfo(wanted).isDir()) {
            m_pending->modelAsked = true;
            m_parts.models->load(wanted);
            return;
        }
    }
    // Not from inside the signal that brought the last part: the other receivers come first.
    QMetaObject::invokeMethod(this, &HistoryController::apply, Qt::QueuedConnection);
}

void HistoryController::apply()
{
    if (!m_pending || !m_parts.session->model())
        return;
    const Pending pending = *std::exchange(m_pending, {});
    m_restoring = true;
    RunOptions options = pending.state.options;
    options.firstWindow = m_parts.runs->options().firstWindow;
    options.target = m_parts.runs->options().target;
    m_parts.runs->setOptions(options);
    m_parts.transcript->prompt()->setOptions(options);
    m_parts.steering->setSettings(pending.state.settings, tr("restored state"));
    if (pending.state.layer != kNoLayer)
        m_parts.steering->selectLayer(pending.state.layer);
    if (pending.run)
        showRun(*pending.run);
    if (pending.state.viewEnd > pending.state.viewStart)
        m_parts.time->setVisible(pending.state.viewStart, pending.state.viewEnd);
    m_restoring = false;
    keepLater();
    Q_EMIT restored();
}

void HistoryController::showRun(const OpenedRun& opened)
{
    if (opened.run.model.fingerprint != m_parts.session->model()->fingerprint) {
        m_parts.notices->warn(tr(
            "The model of this run, %1, is not here; the run is computed again with the one that is loaded")
                                  .arg(QString::fromStdString(opened.run.model.name)));
        return;
    }
    m_parts.session->standStill();
    const auto fill = [this](Lane lane, const KeptRun& run, const KeptGates& gates) {
        std::vector<WindowSpan> windows;
        for (const Segment& segment : run.transcript.segments)
            windows.push_back({segment.start, segment.end});
        m_parts.document->startRun(lane, windows, true);
        for (const auto& trace : gates)
            m_parts.document->takeTrace(lane, trace);
        for (std::size_t i = 0; i < windows.size(); ++i)
            m_parts.document->takeSegment(lane, static_cast<int>(i), run.transcript.segments[i]);
        m_parts.document->endRun(lane,
            {.generation = 0, .timings = run.timings, .cacheBytes = 0, .residentBytes = run.residentBytes},
            true);
    };
    fill(Lane::Steered, opened.run, opened.gates);
    if (opened.run.baseline)
        fill(Lane::Baseline, opened.run, opened.gates);
    else if (opened.baseline)
        fill(Lane::Baseline, *opened.baseline, opened.baselineGates);
    m_parts.transcript->target()->announce();
    m_parts.session->standStill(); // the words became the target, whose score need not be computed
    m_shown = opened.run.id;
    m_kept = true;
}

void HistoryController::setReference(const QString& text)
{
    if (!m_comparedRecording.isEmpty())
        m_keeper.setReference(m_comparedRecording, text);
}

} // namespace steerscope

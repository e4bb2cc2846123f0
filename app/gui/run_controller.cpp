// SPDX-License-Identifier: MIT
#include "app/gui/run_controller.h"

#include "widgets/steering/steering_model.h"

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kStaleMilliseconds = 200;

bool sameLayers(const std::vector<SteeredLayerInfo>& a, const std::vector<SteeredLayerInfo>& b)
{
    const auto same = [](const SteeredLayerInfo& x, const SteeredLayerInfo& y) {
        return x.layer == y.layer && x.experts == y.experts && x.trainedScale == y.trainedScale
            && x.meanVectorNorm == y.meanVectorNorm;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

} // namespace

RunController::RunController(
    EngineSession* session, Document* document, SteeringModel* steering, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_document(document)
    , m_steering(steering)
{
    m_staleTimer.setSingleShot(true);
    m_staleTimer.setInterval(kStaleMilliseconds);
    connect(&m_staleTimer, &QTimer::timeout, this, &RunController::pictureStale);
    connect(steering, &SteeringModel::settingsChanged, this, [this](const SteeringSettings& settings) {
        m_session->setSettings(settings);
        m_document->settingsChanged();
        if (m_document->isOpen() && m_session->model())
            m_staleTimer.start();
    });
    connectDocument();
    connectSession();
    session->setBaselineWanted(m_baselineWanted);
    m_options.wordTimes = true;
    m_options.voiceActivity = true; // what a person opens or records has pauses
    session->setOptions(m_options);
}

void RunController::connectDocument()
{
    connect(m_document, &Document::opened, this, [this] {
        m_staleTimer.stop();
        RunOptions options = m_options;
        options.cuts = m_document->liveCuts();
        setOptions(options);
        m_session->setAudio(m_document->audio());
    });
    connect(m_document, &Document::closed, this, [this] {
        m_staleTimer.stop();
        m_session->setAudio(nullptr);
    });
    connect(m_document, &Document::runEnded, this, &RunController::settledChanged);
    connect(m_document, &Document::runsAbandoned, this, &RunController::settledChanged);
    connect(m_document, &Document::runStarted, this, &RunController::settledChanged);
    connect(m_document, &Document::traceChanged, this, [this](Document::Lane lane) {
        if (lane == Document::Lane::Steered)
            m_staleTimer.stop();
    });
}

void RunController::connectSession()
{
    const EngineSession* session = m_session;
    connect(session, &EngineSession::modelLoaded, this,
        [this](const protocol::Loaded& loaded) { useModel(loaded.info); });
    connect(session, &EngineSession::modelUnloaded, this, [this] {
        m_document->forgetResults();
        m_steering->setLayers({}, 0);
    });
    connect(session, &EngineSession::engineLost, this, [this](const QString&, bool restarting) {
        m_restarting = restarting;
        m_document->abandonRuns();
    });
    connect(session, &EngineSession::failed, m_document, &Document::abandonRuns);
    connect(session, &EngineSession::runStarted, m_document, &Document::startRun);
    connect(session, &EngineSession::gatesReady, m_document, &Document::takeTrace);
    connect(session, &EngineSession::tokenReady, m_document, &Document::takeToken);
    connect(session, &EngineSession::segmentReady, m_document, &Document::takeSegment);
    connect(session, &EngineSession::scored, m_document, &Document::takeScore);
    connect(session, &EngineSession::runDone, m_document, &Document::endRun);
}

void RunController::useModel(const ModelInfo& info)
{
    const bool same = m_restarting && sameLayers(info.steered, m_steering->layers());
    m_restarting = false;
    if (same)
        return; // the session sends the settings again; what was turned stays
    m_document->forgetResults();
    m_steering->setLayers(info.steered, info.encoderLayers);
}

void RunController::setOptions(const RunOptions& options)
{
    if (options == m_options)
        return;
    RunOptions words = options; // what changes no word left as it was
    words.target = m_options.target;
    words.firstWindow = m_options.firstWindow;
    if (words != m_options)
        m_document->wordsChanged();
    m_options = options;
    m_session->setOptions(options);
    Q_EMIT optionsChanged(options);
}

void RunController::setBaselineWanted(bool wanted)
{
    m_baselineWanted = wanted;
    m_session->setBaselineWanted(wanted);
}

void RunController::run()
{
    m_session->run();
}

void RunController::cancel()
{
    m_session->cancel();
    m_staleTimer.stop();
    m_document->abandonRuns();
}

bool RunController::settled() const
{
    const ModelInfo* model = m_session->model();
    if (!model || !m_document->isOpen() || m_document->windows().empty())
        return false;
    const auto complete = [&](Document::Lane lane) {
        const LaneResult& result = m_document->lane(lane);
        const bool traced = std::all_of(
            result.traces.begin(), result.traces.end(), [](const auto& trace) { return trace != nullptr; });
        return !result.running && traced && (result.decoded || !model->decodesText);
    };
    return complete(Document::Lane::Steered) && (!m_baselineWanted || complete(Document::Lane::Baseline));
}

} // namespace steerscope

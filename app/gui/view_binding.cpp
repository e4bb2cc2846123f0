// SPDX-License-Identifier: MIT
#include "app/gui/view_binding.h"

#include "app/gui/detail_panel.h"
#include "app/gui/workspace.h"
#include "widgets/steering/steering_model.h"

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kDefaultMels = 80; // before any model is loaded
constexpr double kDefaultWindow = 30.0; // s
constexpr double kPaddingShare = 0.12; // of the recording's length, unless all padding is to be seen
constexpr double kLiveSpan = 20.0; // s that stay in view while a recording grows
constexpr int kTogetherMilliseconds = 30;

void onceForMany(QTimer& timer)
{
    timer.setSingleShot(true);
    timer.setInterval(kTogetherMilliseconds);
}

} // namespace

ViewBinding::ViewBinding(const Document* document, const EngineSession* session,
    const SteeringModel* steering, const Views& views, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_session(session)
    , m_steering(steering)
    , m_views(views)
    , m_liveMel(views.workspace->lanes()->mel())
{
    onceForMany(m_figuresTimer);
    onceForMany(m_wordsTimer);
    connect(&m_figuresTimer, &QTimer::timeout, this, &ViewBinding::computeFigures);
    connect(&m_wordsTimer, &QTimer::timeout, this, &ViewBinding::showWords);
    connect(&m_melJob, &MelJob::windowReady, this,
        [this](int window, double start, const std::shared_ptr<const MelSpectrogram>& mel) {
            m_views.workspace->lanes()->mel()->setWindow(window, start, *mel);
        });
    connect(&m_melJob, &MelJob::failed, this, &ViewBinding::failed);

    connect(document, &Document::opened, this, &ViewBinding::showOpened);
    connect(document, &Document::closed, this, &ViewBinding::showClosed);
    connect(document, &Document::resultsForgotten, this, [this] {
        m_views.gates->clear();
        m_wordsTimer.start();
        m_figuresTimer.start();
    });
    connect(document, &Document::windowsChanged, this, &ViewBinding::showWindows);
    connect(document, &Document::traceChanged, this,
        [this](Document::Lane lane, const std::shared_ptr<const GatingTrace>& trace) {
            if (lane != Document::Lane::Steered)
                return;
            m_views.gates->setTrace(trace);
            if (!m_figuresTimer.isActive())
                m_figuresTimer.start();
        });
    const auto wordsLater = [this](Document::Lane lane) {
        if (lane == Document::Lane::Steered && !m_wordsTimer.isActive())
            m_wordsTimer.start();
    };
    connect(document, &Document::tokenAdded, this, wordsLater);
    connect(document, &Document::segmentChanged, this, wordsLater);
    connect(document, &Document::runEnded, this, wordsLater);
    connect(document, &Document::runStarted, this, wordsLater);
    connect(steering, &SteeringModel::layersChanged, this, &ViewBinding::useModel);
}

void ViewBinding::showOpened()
{
    m_recorded = 0.0;
    m_views.time->setCursor(std::nullopt);
    m_views.time->clearSelection();
    m_views.workspace->lanes()->peaks()->setWaveform(m_document->audio());
    showDuration();
    m_views.time->fit();
    m_melBins = 0;
    startMel();
}

void ViewBinding::showClosed()
{
    m_melJob.cancel();
    m_views.workspace->lanes()->peaks()->setWaveform(nullptr);
    m_views.workspace->lanes()->mel()->clear();
    m_views.time->setCursor(std::nullopt);
    m_views.time->clearSelection();
    m_views.time->setDuration(0.0);
}

void ViewBinding::useModel()
{
    m_views.gates->setLayers(m_steering->layers());
    startMel();
}

void ViewBinding::startMel()
{
    if (!m_document->isOpen())
        return;
    const ModelInfo* model = m_session->model();
    const int mels = model ? model->mels : kDefaultMels;
    const double window = model ? model->windowSeconds : kDefaultWindow;
    if (mels == m_melBins && window == m_melWindow)
        return;
    m_melBins = mels;
    m_melWindow = window;
    m_views.workspace->lanes()->mel()->clear();
    m_melJob.start(m_document->audio(), mels, window);
}

void ViewBinding::showWindows()
{
    std::vector<TimeSpan> spans;
    for (const WindowSpan& window : m_document->windows())
        spans.push_back({window.start, window.end});
    m_views.gates->setWindows(spans);
    showDuration();
}

void ViewBinding::setShowPadding(bool all)
{
    m_allPadding = all;
    showDuration();
}

void ViewBinding::showDuration()
{
    if (!m_document->isOpen())
        return;
    const double audio = m_document->seconds();
    double end = audio;
    const ModelInfo* model = m_session->model();
    if (model && !m_document->windows().empty()) {
        const double padded = std::max(audio, m_document->windows().back().start + model->windowSeconds);
        end = m_allPadding ? padded : std::min(padded, audio * (1.0 + kPaddingShare));
    }
    m_views.time->setDuration(end);
}

void ViewBinding::showWords()
{
    const std::vector<Segment>& segments = m_document->lane(Document::Lane::Steered).transcript.segments;
    std::vector<Segment> blocks; // words where they are known, else whole segments
    for (const Segment& segment : segments) {
        const bool found = std::any_of(
            segment.words.begin(), segment.words.end(), [](const TimedWord& word) { return word.aligned; });
        if (!found)
            blocks.push_back(segment);
        for (const TimedWord& word : segment.words)
            if (found && word.aligned)
                blocks.push_back({word.start, word.end, word.text, {}, {word}, segment.wordSource});
    }
    m_views.workspace->lanes()->words()->setSegments(std::move(blocks));
}

void ViewBinding::computeFigures()
{
    if (m_figuresJob.busy()) { // an hour of gates takes a while: one after the other, the newest last
        m_figuresTimer.start();
        return;
    }
    m_figuresJob.start(
        [traces = m_document->lane(Document::Lane::Steered).traces](
            const StopFlag& stop, const JobRunner::Reporter&) {
            std::vector<GatingTrace> present;
            for (const auto& trace : traces) {
                stop.throwIfStopped();
                if (trace)
                    present.push_back(*trace);
            }
            return present.empty() ? std::vector<LayerFigures>()
                                   : gatingFigures(present, FrameChoice::Counted);
        },
        [this](Result<std::vector<LayerFigures>> figures) {
            if (figures)
                showFigures(figures.value());
            else if (figures.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(figures.error());
        });
}

void ViewBinding::showFigures(const std::vector<LayerFigures>& figures)
{
    std::map<int, double> pushes;
    std::map<int, std::vector<double>> means;
    for (const LayerFigures& layer : figures) {
        pushes[layer.layer] = layer.pushMedian;
        means[layer.layer] = layer.meanGates;
    }
    m_views.workspace->tracks()->headers()->setMedianPushes(std::move(pushes));
    m_views.detail->experts()->setMeanGates(std::move(means));
}

void ViewBinding::setStale()
{
    m_views.gates->setAllStale();
}

void ViewBinding::startRecording(int sampleRate)
{
    m_melJob.cancel();
    m_recorded = 0.0;
    LaneStack* lanes = m_views.workspace->lanes();
    lanes->mel()->clear();
    lanes->words()->setSegments({});
    lanes->peaks()->startRecording(sampleRate);
    m_views.time->setCursor(std::nullopt);
    m_views.time->clearSelection();
    m_views.time->setDuration(0.0);
    m_views.time->fit();
}

void ViewBinding::showRecorded(const std::vector<float>& samples, int sampleRate)
{
    m_views.workspace->lanes()->peaks()->append(samples);
    const double before = m_recorded;
    m_recorded += static_cast<double>(samples.size()) / sampleRate;
    TimeView* time = m_views.time;
    const bool following = time->end() >= before;
    const double length = std::min(time->visible().length(), kLiveSpan);
    time->setDuration(m_recorded);
    if (following && m_recorded > kLiveSpan) // else the user looks at something earlier
        time->setVisible(m_recorded - length, m_recorded);
}

void ViewBinding::startLive()
{
    const ModelInfo* model = m_session->model();
    m_liveMel.start(model ? model->mels : kDefaultMels);
}

void ViewBinding::showLiveSound(const std::vector<float>& samples)
{
    m_liveMel.append(samples);
}

} // namespace steerscope

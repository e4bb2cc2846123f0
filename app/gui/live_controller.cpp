// SPDX-License-Identifier: MIT
#include "app/gui/live_controller.h"

#include "app/gui/document.h"
#include "app/gui/recording_controller.h"
#include "widgets/steering/steering_model.h"

#include <utility>

namespace steerscope {

namespace {

// A model that is slower than speech may be far behind; the recording is transcribed as a whole then.
constexpr int kPatienceMilliseconds = 3000;

} // namespace

LiveController::LiveController(RecordingController* recorder, EngineSession* session, Document* document,
    SteeringModel* steering, QObject* parent)
    : QObject(parent)
    , m_recorder(recorder)
    , m_session(session)
    , m_document(document)
    , m_steering(steering)
{
    connect(recorder, &RecordingController::started, this, &LiveController::start);
    connect(recorder, &RecordingController::samplesArrived, this, &LiveController::take);
    connect(recorder, &RecordingController::stateChanged, this, [this] {
        if (!m_recorder->active())
            stop();
    });
    connect(steering, &SteeringModel::settingsChanged, this, [this] {
        if (m_resampler)
            noteSettings();
    });
    connect(session, &EngineSession::liveHeard, this, &LiveController::show);
    connect(recorder, &RecordingController::finished, this, [this](const QString& path) {
        m_finished = path;
        m_session->live() ? m_patience.start() : handOver();
    });
    connect(session, &EngineSession::liveEnded, this, &LiveController::handOver);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_session->cancel();
        handOver();
    });
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMilliseconds);
}

void LiveController::start(int sampleRate)
{
    m_resampler.emplace(sampleRate, kModelSampleRate);
    if (m_wanted)
        m_session->startLive();
    Q_EMIT started();
    m_course.clear();
    noteSettings();
}

void LiveController::take(const std::vector<float>& samples)
{
    if (!m_resampler)
        return;
    std::vector<float> sound;
    m_resampler->process(samples, sound);
    Q_EMIT soundArrived(sound);
    m_session->feedLive(std::move(sound));
}

void LiveController::stop()
{
    if (!m_resampler)
        return;
    std::vector<float> rest;
    m_resampler->finish(rest);
    m_resampler.reset();
    Q_EMIT soundArrived(rest);
    m_session->feedLive(std::move(rest));
    m_session->endLive();
}

void LiveController::handOver()
{
    m_patience.stop();
    if (const QString path = std::exchange(m_finished, QString()); !path.isEmpty())
        Q_EMIT finished(path);
}

void LiveController::noteSettings()
{
    m_course.push_back({m_recorder->seconds(), m_steering->settings()});
    Q_EMIT courseChanged(m_course);
    // Nobody asks for a file that says "as trained" from begin to end.
    if (m_course.size() == 1 && m_course[0].settings.asTrained())
        return;
    const QString file = courseFile(m_recorder->file());
    bool kept = true;
    if (m_course.size() == 2 && m_course[0].settings.asTrained())
        kept = appendToCourse(file, m_course[0]);
    if (!kept || !appendToCourse(file, m_course.back()))
        Q_EMIT failed({ErrorCode::Output, tr("the course of steering cannot be written").toStdString(),
            file.toStdString(), tr("make room in that folder; the recording goes on").toStdString()});
}

void LiveController::show(const LiveUtterance& utterance)
{
    if (!m_document->isOpen()) // else the recording has been opened, and is transcribed as a whole
        m_document->takeLive(utterance);
}

} // namespace steerscope

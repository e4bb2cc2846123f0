// SPDX-License-Identifier: MIT
// Live transcription: what the microphone brings goes to the engine as it comes, and what the engine makes of
// it into the document, until the finished recording is opened there.
#pragma once

#include "app/gui/steering_course.h"
#include "core/audio/resampler.h"
#include "core/base/error.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>
#include <vector>

namespace steerscope {

class Document;
class EngineSession;
class RecordingController;
class SteeringModel;
struct LiveUtterance;

// The settings of each moment are kept beside the recording (steering_course.h).
class LiveController : public QObject {
    Q_OBJECT

public:
    LiveController(RecordingController* recorder, EngineSession* session, Document* document,
        SteeringModel* steering, QObject* parent = nullptr);

    // Off: recordings are transcribed when they are finished. Counts from the next recording on.
    void setWanted(bool wanted) { m_wanted = wanted; }

Q_SIGNALS:
    void started();
    void courseChanged(const std::vector<steerscope::CoursePoint>& course);
    void failed(const steerscope::Error& error);
    void soundArrived(const std::vector<float>& samples); // 16 kHz mono, wanted or not
    void finished(const QString& path); // the recording, when its last words have been said

private:
    void start(int sampleRate);
    void take(const std::vector<float>& samples);
    void stop();
    void show(const LiveUtterance& utterance);
    void handOver();
    void noteSettings();

    RecordingController* m_recorder;
    EngineSession* m_session;
    Document* m_document;
    SteeringModel* m_steering;
    std::vector<CoursePoint> m_course; // of the recording being made
    bool m_wanted = true;
    std::optional<Resampler> m_resampler; // while recording
    QString m_finished; // waits for the last words
    QTimer m_patience;
};

} // namespace steerscope

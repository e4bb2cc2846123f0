// SPDX-License-Identifier: MIT
// Live transcription: what the microphone brings goes to the engine as it comes, and what the engine makes of
// it into the document, until the finished recording is opened there.
#pragma once

#include "core/audio/resampler.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>
#include <vector>

namespace steerscope {

class Document;
class EngineSession;
class RecordingController;
struct LiveUtterance;

class LiveController : public QObject {
    Q_OBJECT

public:
    LiveController(
        RecordingController* recorder, EngineSession* session, Document* document, QObject* parent = nullptr);

    // Off: recordings are transcribed when they are finished. Counts from the next recording on.
    void setWanted(bool wanted) { m_wanted = wanted; }

Q_SIGNALS:
    void started();
    void soundArrived(const std::vector<float>& samples); // 16 kHz mono, wanted or not
    void finished(const QString& path); // the recording, when its last words have been said

private:
    void start(int sampleRate);
    void take(const std::vector<float>& samples);
    void stop();
    void show(const LiveUtterance& utterance);
    void handOver();

    RecordingController* m_recorder;
    EngineSession* m_session;
    Document* m_document;
    bool m_wanted = true;
    std::optional<Resampler> m_resampler; // while recording
    QString m_finished; // waits for the last words
    QTimer m_patience;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Microphone to a file of the recordings folder. The file is named *.partial.wav while it grows and is
// guarded by a lock; an orphan of a crash is found at the next start because nobody holds its lock any more.
#pragma once

#include "core/audio/recorder.h"

#include <QLockFile>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <vector>

namespace steerscope {

class RecordingController : public QObject {
    Q_OBJECT

public:
    explicit RecordingController(QObject* parent = nullptr);
    ~RecordingController() override; // ends a recording under way; its file stays

    Recorder::State state() const { return m_recorder.state(); }
    bool active() const { return m_timer.isActive(); } // recording or paused
    void setDevice(const QString& id) { m_device = id; } // empty: the system's default
    const QString& file() const { return m_partial; } // being written; of the last recording, its name then
    double seconds() const { return m_recorder.seconds(); } // of it
    const QString& device() const { return m_device; }

    void start();
    void setPaused(bool paused);
    // Emits finished() or, when nothing was recorded, only stateChanged().
    void stop();

    // Finished recordings that a crash left unfinished, oldest first.
    static QStringList orphans();
    // Gives an orphan, and the course of steering beside it, its final name and returns it; the old one if
    // that failed.
    static QString adopt(const QString& orphan);

Q_SIGNALS:
    void started(int sampleRate);
    void stateChanged();
    void levelsChanged(float peak, float rms, double seconds);
    void samplesArrived(const std::vector<float>& samples, int sampleRate); // mono, for drawing
    void finished(const QString& path);
    void failed(const steerscope::Error& error);

private:
    void poll();
    void close(); // gives the file its final name and says so

    Recorder m_recorder;
    QTimer m_timer;
    QString m_device;
    QString m_partial; // file being written
    std::unique_ptr<QLockFile> m_lock;
    std::uint64_t m_lostFrames = 0;
};

} // namespace steerscope

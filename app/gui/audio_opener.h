// SPDX-License-Identifier: MIT
// Reads audio files and computes the log-mel of what is open, both on worker threads. The newest request
// wins.
#pragma once

#include "app/gui/job_runner.h"
#include "core/audio/audio_file.h"
#include "core/base/mel_spectrogram.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace steerscope {

class AudioOpener : public QObject {
    Q_OBJECT

public:
    explicit AudioOpener(QObject* parent = nullptr);

    void open(const QString& path);
    void cancel();
    bool busy() const { return m_job.busy(); }

Q_SIGNALS:
    void started(const QString& path);
    void progress(double fraction); // negative: unknown
    void opened(const QString& path, std::shared_ptr<steerscope::LoadedAudio> audio); // to be moved from
    void failed(const QString& path, const steerscope::Error& error);

private:
    JobRunner m_job;
};

// What the encoder will see of a recording, one audio window after the other.
class MelJob : public QObject {
    Q_OBJECT

public:
    explicit MelJob(QObject* parent = nullptr);

    // mels and windowSeconds as the model has them; the recording is cut as the engine cuts it.
    void start(std::shared_ptr<const Waveform> audio, int mels, double windowSeconds);
    void cancel() { m_job.cancel(); }
    bool busy() const { return m_job.busy(); }

Q_SIGNALS:
    // start: seconds of the window in the recording; padding included.
    void windowReady(int window, double start, std::shared_ptr<const steerscope::MelSpectrogram> mel);
    void failed(const steerscope::Error& error);

private:
    JobRunner m_job;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/gui/recording_controller.h"

#include "app/gui/paths.h"
#include "app/gui/steering_course.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace steerscope {

namespace {

constexpr int kPollMilliseconds = 33;

QString partialSuffix()
{
    return QStringLiteral(".partial.wav");
}

std::unique_ptr<QLockFile> lockFor(const QString& partial)
{
    auto lock = std::make_unique<QLockFile>(partial + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // long recordings are no reason to take a lock away; a dead owner is
    return lock;
}

QString newPartialFile()
{
    const QString base = recordingsFolder() + QLatin1Char('/')
        + QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    QString file = base + partialSuffix();
    for (int n = 2; QFile::exists(file) || QFile::exists(base + QStringLiteral(".wav")); ++n)
        file = QStringLiteral("%1 (%2)%3").arg(base).arg(n).arg(partialSuffix());
    return file;
}

} // namespace

RecordingController::RecordingController(QObject* parent)
    : QObject(parent)
{
    m_timer.setInterval(kPollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &RecordingController::poll);
}

RecordingController::~RecordingController()
{
    if (!active())
        return;
    m_timer.stop();
    m_recorder.stop();
    adopt(m_partial);
}

void RecordingController::start()
{
    if (active())
        return;
    m_partial = newPartialFile();
    m_lock = lockFor(m_partial);
    m_lock->tryLock(0);
    m_lostFrames = 0;
    const auto outcome = attempt([this] {
        m_recorder.start({.file = m_partial.toStdString(), .device = m_device.toStdString()});
        return true;
    });
    if (!outcome) {
        m_lock.reset();
        QFile::remove(m_partial);
        Q_EMIT failed(outcome.error());
        Q_EMIT stateChanged();
        return;
    }
    m_timer.start();
    Q_EMIT started(m_recorder.sampleRate());
    Q_EMIT stateChanged();
}

void RecordingController::setPaused(bool paused)
{
    if (!active())
        return;
    const auto changed = attempt([this, paused] {
        paused ? m_recorder.pause() : m_recorder.resume();
        return true;
    });
    if (!changed)
        Q_EMIT failed(changed.error());
    Q_EMIT stateChanged();
}

void RecordingController::stop()
{
    if (active())
        close();
}

void RecordingController::poll()
{
    const std::vector<float> samples = m_recorder.takeRecent();
    if (!samples.empty())
        Q_EMIT samplesArrived(samples, m_recorder.sampleRate());
    const Levels levels = m_recorder.levels();
    Q_EMIT levelsChanged(levels.peak, levels.rms, m_recorder.seconds());
    if (m_recorder.lostFrames() > m_lostFrames) {
        const std::uint64_t lost = m_recorder.lostFrames() - m_lostFrames;
        m_lostFrames = m_recorder.lostFrames();
        Q_EMIT failed({ErrorCode::Audio, tr("samples lost while recording: %1").arg(lost).toStdString(), {},
            tr("the recording goes on; close other programs that use much processor time").toStdString()});
    }
    if (m_recorder.state() == Recorder::State::Failed) {
        const std::optional<Error> error = m_recorder.failure();
        close();
        Q_EMIT failed(
            error.value_or(Error{ErrorCode::Audio, tr("the recording ended").toStdString(), {}, {}}));
    }
}

void RecordingController::close()
{
    m_timer.stop();
    const auto file = attempt([this] { return m_recorder.stop(); });
    Q_EMIT levelsChanged(0.0F, 0.0F, m_recorder.seconds());
    m_lock.reset();
    if (!file) {
        Q_EMIT failed(file.error());
    } else if (file.value()) {
        const QString kept = adopt(QString::fromStdString(file.value()->string()));
        Q_EMIT stateChanged();
        Q_EMIT finished(kept);
        return;
    } else {
        QFile::remove(m_partial);
    }
    Q_EMIT stateChanged();
}

QStringList RecordingController::orphans()
{
    QStringList found;
    const QDir folder(recordingsFolder());
    const QStringList pattern{QLatin1Char('*') + partialSuffix()};
    for (const QString& name : folder.entryList(pattern, QDir::Files, QDir::Time | QDir::Reversed)) {
        const QString file = folder.filePath(name);
        const std::unique_ptr<QLockFile> lock = lockFor(file);
        if (lock->tryLock(0))
            found.append(file);
    }
    return found;
}

QString RecordingController::adopt(const QString& orphan)
{
    const QFileInfo info(orphan);
    const QString name = info.fileName();
    if (!name.endsWith(partialSuffix()))
        return orphan;
    const QString file = info.dir().filePath(name.chopped(partialSuffix().size()) + QStringLiteral(".wav"));
    if (!QFile::rename(orphan, file))
        return orphan;
    QFile::rename(courseFile(orphan), courseFile(file)); // if there is one
    return file;
}

} // namespace steerscope

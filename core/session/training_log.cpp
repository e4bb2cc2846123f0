// SPDX-License-Identifier: MIT
#include "core/session/training_log.h"

#include "core/base/error.h"
#include "core/session/training_records.h"

#include <QDir>
#include <QFile>

#include <utility>

namespace steerscope {

namespace {

constexpr qint64 kSlice = qint64{4} << 20; // bytes, some 10 ms
constexpr qsizetype kTail = 128; // bytes
constexpr qsizetype kLongestLine = qsizetype{16} << 20; // bytes; what is longer is no line of a log
constexpr std::size_t kBrokenKept = 20;
constexpr int kPollMilliseconds = 1000;
constexpr int kSoonMilliseconds = 100;
constexpr int kTellMilliseconds = 250; // while a long log is read

QString logFile(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("log.jsonl"));
}

} // namespace

TrainingLog::TrainingLog(QObject* parent)
    : QObject(parent)
{
    m_poll.setInterval(kPollMilliseconds);
    m_soon.setInterval(kSoonMilliseconds);
    m_soon.setSingleShot(true);
    m_next.setSingleShot(true);
    const auto lookSoon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, lookSoon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, lookSoon);
    connect(&m_poll, &QTimer::timeout, this, &TrainingLog::look);
    connect(&m_soon, &QTimer::timeout, this, &TrainingLog::look);
    connect(&m_next, &QTimer::timeout, this, &TrainingLog::readSlice);
}

void TrainingLog::open(const QString& folder)
{
    close();
    m_folder = folder;
    m_wasCaughtUp = false;
    m_poll.start();
    look();
}

void TrainingLog::close()
{
    m_poll.stop();
    m_soon.stop();
    m_next.stop();
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_folder.clear();
    m_statusText.clear();
    m_status = {};
    m_state = TrainingState::None;
    startOver();
    tell(true);
}

void TrainingLog::startOver()
{
    m_run = {};
    m_offset = m_lines = 0;
    m_tail.clear();
    m_rest.clear();
    m_caughtUp = false;
    m_untold = true;
}

void TrainingLog::look()
{
    if (m_folder.isEmpty())
        return;
    watch();
    readStatus();
    readSlice();
}

// A file that was replaced is no longer watched, one that did not exist never was.
void TrainingLog::watch()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& path : {m_folder, logFile(m_folder)})
        if (!watched.contains(path) && QFile::exists(path))
            m_watcher.addPath(path);
}

void TrainingLog::readStatus()
{
    QFile file(QDir(m_folder).filePath(QStringLiteral("status.json")));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (std::exchange(m_statusText, text) != text) {
        m_status = readTrainingStatus(text);
        m_untold = true;
    }
    const TrainingState state = stateOf(m_status);
    if (std::exchange(m_state, state) != state)
        m_untold = true;
}

bool TrainingLog::sameAsBefore(QFile& file)
{
    if (file.size() < m_offset)
        return false;
    return file.seek(m_offset - m_tail.size()) && file.read(m_tail.size()) == m_tail;
}

void TrainingLog::readSlice()
{
    QFile file(logFile(m_folder));
    if (!file.open(QIODevice::ReadOnly)) {
        if (m_offset > 0)
            startOver();
        m_caughtUp = true;
        tell(true);
        return;
    }
    if (!sameAsBefore(file)) {
        startOver();
        file.seek(0);
    }
    const QByteArray bytes = file.read(kSlice);
    m_untold = m_untold || !bytes.isEmpty();
    m_offset += bytes.size();
    m_tail = (m_tail + bytes).right(kTail);
    m_rest += bytes;
    takeLines();
    m_caughtUp = bytes.size() < kSlice;
    if (!m_caughtUp)
        m_next.start(0);
    tell(m_caughtUp);
}

void TrainingLog::takeLines()
{
    qsizetype begin = 0;
    for (qsizetype end; (end = m_rest.indexOf('\n', begin)) >= 0; begin = end + 1) {
        ++m_lines;
        const auto taken = attempt([&] {
            takeTrainingLine(m_run, {m_rest.constData() + begin, static_cast<std::size_t>(end - begin)});
            return true;
        });
        if (taken)
            continue;
        ++m_run.brokenCount;
        if (m_run.broken.size() < kBrokenKept)
            m_run.broken.push_back({m_lines, QString::fromStdString(taken.error().message())});
    }
    m_rest.remove(0, begin);
    if (m_rest.size() > kLongestLine)
        m_rest.clear(); // its end is then named as a broken line
}

void TrainingLog::tell(bool now)
{
    const bool due = now || !m_sinceTold.isValid() || m_sinceTold.elapsed() >= kTellMilliseconds;
    if (due && std::exchange(m_untold, false)) {
        m_sinceTold.start();
        Q_EMIT changed();
    }
    if (m_caughtUp && !std::exchange(m_wasCaughtUp, true))
        Q_EMIT caughtUpFirst();
}

} // namespace steerscope

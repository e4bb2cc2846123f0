// SPDX-License-Identifier: MIT
#include "core/session/engine_process.h"

#include <csignal>
#include <cstring>

namespace steerscope {

namespace {

constexpr qsizetype kLogLines = 200;
constexpr qsizetype kLogLinesShown = 3;
constexpr qsizetype kLogLineBytes = 4096;
constexpr int kEndMilliseconds = 500; // from closing its input to killing it

} // namespace

EngineProcess::EngineProcess(QObject* parent)
    : QObject(parent)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineProcess::readAnswers);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EngineProcess::readLog);
    connect(&m_process, &QProcess::finished, this, &EngineProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &EngineProcess::onError);
}

EngineProcess::~EngineProcess()
{
    m_process.disconnect(this);
    if (!running())
        return;
    m_process.closeWriteChannel(); // an engine ends when its input does
    if (!m_process.waitForFinished(kEndMilliseconds)) {
        m_process.kill();
        m_process.waitForFinished(kEndMilliseconds);
    }
}

void EngineProcess::start(const QStringList& command)
{
    m_program = command.value(0);
    m_process.start(m_program, command.mid(1));
}

void EngineProcess::send(const protocol::ToEngine& message)
{
    if (m_lost || !running())
        return;
    const protocol::Bytes frame = protocol::encode(message);
    m_process.write(reinterpret_cast<const char*>(frame.data()), static_cast<qint64>(frame.size()));
}

void EngineProcess::readAnswers()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (m_lost)
        return;
    try {
        m_reader.push(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        while (auto payload = m_reader.next()) {
            Q_EMIT received(protocol::decodeFromEngine(*payload));
            if (m_lost)
                return;
        }
    } catch (...) {
        giveUp(tr("The engine sent something that is no answer: %1.")
                   .arg(QString::fromStdString(currentError().message())));
    }
}

void EngineProcess::readLog()
{
    m_logRest += m_process.readAllStandardError();
    qsizetype begin = 0;
    for (qsizetype end; (end = m_logRest.indexOf('\n', begin)) >= 0; begin = end + 1)
        m_log.append(QString::fromUtf8(m_logRest.mid(begin, qMin(end - begin, kLogLineBytes))));
    m_logRest.remove(0, begin);
    if (m_logRest.size() > kLogLineBytes) {
        m_log.append(QString::fromUtf8(m_logRest.left(kLogLineBytes)));
        m_logRest.clear();
    }
    if (m_log.size() > kLogLines)
        m_log.remove(0, m_log.size() - kLogLines);
}

void EngineProcess::giveUp(const QString& why)
{
    m_lost = true;
    m_process.kill();
    Q_EMIT lost(withLastLogLines(why), true);
}

void EngineProcess::onFinished(int exitCode, QProcess::ExitStatus status)
{
    if (m_lost)
        return;
    readLog();
    readAnswers();
    if (m_lost)
        return;
    m_lost = true;
    if (status == QProcess::NormalExit) {
        Q_EMIT lost(withLastLogLines(tr("The engine ended with exit code %1.").arg(exitCode)), true);
        return;
    }
    QString why = tr("The engine was ended by signal %1 (%2).")
                      .arg(exitCode)
                      .arg(QString::fromLocal8Bit(::strsignal(exitCode)));
    if (exitCode == SIGKILL)
        why += QLatin1Char(' ') + tr("Perhaps the system ran out of memory.");
    Q_EMIT lost(withLastLogLines(why), true);
}

void EngineProcess::onError(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart || m_lost)
        return;
    m_lost = true;
    Q_EMIT lost(tr("The engine cannot be started: %1: %2.").arg(m_program, m_process.errorString()), false);
}

QString EngineProcess::withLastLogLines(const QString& why) const
{
    const QStringList last = m_log.mid(qMax<qsizetype>(0, m_log.size() - kLogLinesShown));
    return last.isEmpty() ? why : why + QLatin1Char('\n') + last.join(QLatin1Char('\n'));
}

} // namespace steerscope

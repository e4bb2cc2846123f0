// SPDX-License-Identifier: MIT
// One life of the engine: the process, frames in and out, its log, and why it ended. Any command line will do
// (`ssh host steerscope-engine`), as long as its two pipes lead to an engine.
#pragma once

#include "core/protocol/frame.h"
#include "core/protocol/messages.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

namespace steerscope {

class EngineProcess : public QObject {
    Q_OBJECT

public:
    explicit EngineProcess(QObject* parent = nullptr);
    ~EngineProcess() override; // asks the process to end, then ends it

    void start(const QStringList& command);
    // Throws Failure for a message that cannot be encoded; written as the process reads.
    void send(const protocol::ToEngine& message);
    bool running() const { return m_process.state() != QProcess::NotRunning; }
    qint64 processId() const { return m_process.processId(); }
    // The last lines of its standard error, oldest first.
    QStringList log() const { return m_log; }

Q_SIGNALS:
    void received(const steerscope::protocol::FromEngine& message);
    // It ended, or said what no engine says and was ended. mayRestart: it ran before, so another start may
    // help.
    void lost(const QString& why, bool mayRestart);

private:
    void readAnswers();
    void readLog();
    void giveUp(const QString& why);
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void onError(QProcess::ProcessError error);
    QString withLastLogLines(const QString& why) const;

    QProcess m_process;
    QString m_program;
    protocol::FrameReader m_reader;
    QByteArray m_logRest; // a line that is not whole yet
    QStringList m_log;
    bool m_lost = false;
};

} // namespace steerscope

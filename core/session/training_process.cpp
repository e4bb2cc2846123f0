// SPDX-License-Identifier: MIT
#include "core/session/training_process.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/session/training_status.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <string>

namespace steerscope {

namespace {

QString inFolder(const QString& folder, const char* name)
{
    return QDir(folder).filePath(QString::fromLatin1(name));
}

// Missing or empty, but for what a start that failed has left.
bool isFree(const QString& folder)
{
    const QDir place(folder);
    const QStringList left
        = place.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return left.isEmpty() || left == QStringList{QFileInfo(trainingConsoleFile(folder)).fileName()};
}

const char* commandName(TrainingCommand command)
{
    switch (command) {
    case TrainingCommand::Pause:
        return "pause";
    case TrainingCommand::Continue:
        return "continue";
    case TrainingCommand::Stop:
        break;
    }
    return "stop";
}

// Detached: QProcess forks twice and gives the program a session of its own.
qint64 launch(const QStringList& command, const QStringList& arguments, const QString& folder)
{
    // A stop that ended the run before would end this one at its first step.
    QFile::remove(inFolder(folder, "control.json"));
    QProcess process;
    process.setProgram(command.value(0));
    process.setArguments(command.mid(1) + arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(trainingConsoleFile(folder), QIODevice::Append);
    process.setStandardErrorFile(trainingConsoleFile(folder), QIODevice::Append);
    qint64 pid = 0;
    if (!process.startDetached(&pid))
        throw Failure(ErrorCode::Output,
            "the training cannot be started: " + process.errorString().toStdString(),
            command.value(0).toStdString(),
            "install steerscope-cli beside the window, or name it in STEERSCOPE_CLI");
    return pid;
}

} // namespace

QString trainingConsoleFile(const QString& folder)
{
    return inFolder(folder, "console.log");
}

bool isRunFolder(const QString& folder)
{
    for (const char* name : {"status.json", "log.jsonl", "config.json"})
        if (QFileInfo::exists(inFolder(folder, name)))
            return true;
    return false;
}

qint64 startTraining(const QStringList& command, const QString& config, const QString& folder)
{
    if (!QFileInfo(config).isFile())
        throw Failure(ErrorCode::Input, "there is no such configuration", config.toStdString(),
            "choose the JSON file of a training");
    if (!isFree(folder))
        throw Failure(ErrorCode::Usage, "the folder is not empty", folder.toStdString(),
            isRunFolder(folder) ? "open it to continue its training, or choose a free one"
                                : "choose a free one");
    if (!QDir().mkpath(folder))
        throw Failure(ErrorCode::Output, "the folder cannot be made", folder.toStdString(),
            "choose a place that you may write to");
    return launch(command,
        {QStringLiteral("train"), QFileInfo(config).absoluteFilePath(), QStringLiteral("--set"),
            QStringLiteral("output=") + QFileInfo(folder).absoluteFilePath()},
        folder);
}

qint64 resumeTraining(const QStringList& command, const QString& folder)
{
    QFile file(inFolder(folder, "status.json"));
    const TrainingStatus status
        = file.open(QIODevice::ReadOnly) ? readTrainingStatus(file.readAll()) : TrainingStatus();
    const bool works = status.state == TrainingState::Preparing || status.state == TrainingState::Running
        || status.state == TrainingState::Paused;
    if (works && stateOf(status) != TrainingState::Lost)
        throw Failure(ErrorCode::Usage, "the training is still running", folder.toStdString(),
            "let it go on, or stop it first");
    const QString config = inFolder(folder, "config.json");
    if (!QFileInfo(config).isFile())
        throw Failure(ErrorCode::Input, "the training cannot be continued: its configuration is missing",
            config.toStdString(), "start it anew in a free folder");
    return launch(command, {QStringLiteral("train"), QFileInfo(config).absoluteFilePath()}, folder);
}

void commandTraining(const QString& folder, TrainingCommand command)
{
    AtomicFile file(inFolder(folder, "control.json").toStdString());
    file.write(std::string("{\"command\":\"") + commandName(command) + "\"}\n");
    file.commit();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/session/training_status.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>
#include <limits>
#include <optional>
#include <unistd.h>
#include <utility>

namespace steerscope {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kClockSlack = 2.0; // s; the boot time is known in whole seconds

constexpr std::pair<const char*, TrainingState> kNames[] = {
    {"preparing", TrainingState::Preparing},
    {"running", TrainingState::Running},
    {"paused", TrainingState::Paused},
    {"stopped", TrainingState::Stopped},
    {"finished", TrainingState::Finished},
    {"failed", TrainingState::Failed},
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Unix time of the last start of the machine; 0 where /proc does not say.
double bootTime()
{
    const QByteArray text = contentOf(QStringLiteral("/proc/stat"));
    const qsizetype at = text.indexOf("\nbtime ");
    if (at < 0)
        return 0.0;
    const qsizetype begin = at + 7;
    return text.mid(begin, text.indexOf('\n', begin) - begin).toDouble();
}

struct ProcessFacts {
    bool ended = false; // a zombie, waiting for its parent to look
    double begun = 0.0; // Unix time
};

// nullopt where there is no /proc.
std::optional<ProcessFacts> processFacts(qint64 pid)
{
    // PID (NAME) STATE ...; the name may hold anything, brackets included. The 22nd field is when it began,
    // in clock ticks since the start of the machine.
    constexpr int kStateField = 0; // counted behind the name
    constexpr int kBegunField = 19;
    const QByteArray text = contentOf(QStringLiteral("/proc/%1/stat").arg(pid));
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() <= kBegunField)
        return std::nullopt;
    const char state = fields[kStateField].isEmpty() ? '?' : fields[kStateField].front();
    const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    return ProcessFacts{state == 'Z' || state == 'X', bootTime() + fields[kBegunField].toDouble() / ticks};
}

} // namespace

TrainingStatus::TrainingStatus()
    : loss(kUnknown)
    , devWer(kUnknown)
    , bestWer(kUnknown)
    , etaSeconds(kUnknown)
{
}

TrainingStatus readTrainingStatus(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto number = [&](const char* key, double otherwise) {
        return object.value(QLatin1String(key)).toDouble(otherwise);
    };
    TrainingStatus status;
    const QString state = object.value(QLatin1String("state")).toString();
    for (const auto& [name, value] : kNames)
        if (state == QLatin1String(name))
            status.state = value;
    status.pid = static_cast<qint64>(number("pid", 0.0));
    status.step = static_cast<int>(number("step", 0.0));
    status.steps = static_cast<int>(number("steps", 0.0));
    status.stage = object.value(QLatin1String("stage")).toString();
    status.fraction = number("fraction", -1.0);
    status.loss = number("loss", kUnknown);
    status.devWer = number("dev_wer", kUnknown);
    status.bestWer = number("best_wer", kUnknown);
    status.etaSeconds = number("eta_s", kUnknown);
    status.updated = number("updated", 0.0);
    const QJsonObject error = object.value(QLatin1String("error")).toObject();
    status.errorWhat = error.value(QLatin1String("what")).toString();
    status.errorWhere = error.value(QLatin1String("where")).toString();
    status.errorRemedy = error.value(QLatin1String("remedy")).toString();
    return status;
}

bool processLives(qint64 pid, double updated)
{
    if (pid <= 1)
        return false;
    if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno != EPERM)
        return false;
    const std::optional<ProcessFacts> facts = processFacts(pid);
    return !facts || (!facts->ended && facts->begun <= updated + kClockSlack);
}

TrainingState stateOf(const TrainingStatus& status)
{
    const bool works = status.state == TrainingState::Preparing || status.state == TrainingState::Running
        || status.state == TrainingState::Paused;
    return works && !processLives(status.pid, status.updated) ? TrainingState::Lost : status.state;
}

} // namespace steerscope

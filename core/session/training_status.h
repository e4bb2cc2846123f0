// SPDX-License-Identifier: MIT
// What a training is doing now: status.json of its run folder, and whether its process still lives.
#pragma once

#include <QByteArray>
#include <QString>

namespace steerscope {

enum class TrainingState {
    None, // no status yet: the folder is empty, or the trainer is just starting
    Preparing,
    Running,
    Paused,
    Stopped,
    Finished,
    Failed,
    Lost, // the status says that it works, but its process is gone
};

struct TrainingStatus {
    TrainingState state = TrainingState::None; // as written; never Lost
    qint64 pid = 0;
    int step = 0;
    int steps = 0;
    QString stage; // while preparing
    double fraction = -1.0; // of the stage; below 0: unknown
    double loss = 0.0; // NaN: not known, as the next ones
    double devWer = 0.0;
    double bestWer = 0.0;
    double etaSeconds = 0.0;
    QString errorWhat;
    QString errorWhere;
    QString errorRemedy;
    double updated = 0.0; // Unix time

    TrainingStatus();
};

// What is missing or of another kind keeps its default; bytes that are no JSON object give the default
// status.
TrainingStatus readTrainingStatus(const QByteArray& json);

// Whether a process of this number lives that is not younger than `updated` (Unix time): numbers are used
// again, and one that began after the status was written is another program.
bool processLives(qint64 pid, double updated);

// The state with Lost in place of one that needs a living process.
TrainingState stateOf(const TrainingStatus& status);

} // namespace steerscope

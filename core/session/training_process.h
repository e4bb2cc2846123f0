// SPDX-License-Identifier: MIT
// Starting a training and telling it what to do. It runs in a session of its own, so that it outlives the
// window and the terminal; only files lead to it (docs/training.md): log.jsonl and status.json from it,
// control.json to it.
#pragma once

#include <QString>
#include <QStringList>

namespace steerscope {

enum class TrainingCommand { Pause, Continue, Stop };

// What the trainer writes besides its log, in the run folder: the place of messages before there is a log.
QString trainingConsoleFile(const QString& folder);

// A folder that holds a training: its configuration, log or status.
bool isRunFolder(const QString& folder);

// Starts `command train CONFIG` with output=folder and returns the number of its process. The folder is made;
// Failure(Usage) for one that holds something already, Failure(Input) for a missing configuration,
// Failure(Output) where the program cannot be started.
qint64 startTraining(const QStringList& command, const QString& config, const QString& folder);

// Starts the training of a run folder again; it goes on from its last checkpoint. Failure(Usage) while it
// still runs.
qint64 resumeTraining(const QStringList& command, const QString& folder);

// Read by the training at its next step. Failure(Output) where the folder cannot be written.
void commandTraining(const QString& folder, TrainingCommand command);

} // namespace steerscope

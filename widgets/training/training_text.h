// SPDX-License-Identifier: MIT
// What is said of a training in words.
#pragma once

#include "core/session/training_log.h"

#include <QColor>
#include <QString>

namespace steerscope {

// "42 s", "3 min 05 s", "2 h 14 min", "3 d 4 h"; empty for what is no number.
QString durationText(double seconds);
// "Running", "Finished", ...
QString trainingStateText(TrainingState state);
// Of the mark beside it; the colour never says it alone.
QColor trainingStateColour(TrainingState state);
// "steering, layerwise-single": of a training without a name its task and variant.
QString trainingTitle(const TrainingRun& run);
// "time left 2 h 14 min · 384 tokens/s · waiting for data 4.0 % · ...": what is known of it.
QString trainingFigures(const TrainingRun& run, const TrainingStatus& status, TrainingState state);
// Device, data, parameters, skipped rows, notes and broken lines of the log, as HTML.
QString trainingDetails(const TrainingRun& run, const QString& folder);

} // namespace steerscope

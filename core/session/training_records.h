// SPDX-License-Identifier: MIT
// Lines of log.jsonl become columns.
#pragma once

#include "core/session/training_run.h"

#include <string_view>

namespace steerscope {

// Takes one line. Types and fields that are not known are passed over, empty lines too. A line that is no
// JSON or has a field of another kind throws Failure(Input) and leaves nothing behind. A step that is not
// above the last one is run again after a resume: what was said of it and of later ones goes first.
void takeTrainingLine(TrainingRun& run, std::string_view line);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Any of the studies, as the window asks for them.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

#include <string>

namespace steerscope {

// name: the recording's, for a result that says what became of it.
StudyResult study(Transcriber& model, const std::string& name, const Waveform& audio,
    const SteeringSettings& settings, const StudyRequest& request, const RunOptions& options,
    const StudyCallbacks& callbacks = {}, const StopFlag& stop = {});

} // namespace steerscope

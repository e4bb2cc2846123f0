// SPDX-License-Identifier: MIT
// How much each layer and expert has to do with a word.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

namespace steerscope {

// Throws what differentiate() throws, and Failure(Usage) for a word that the target does not have, a bypass,
// or a number of nodes outside 1..64.
AttributionResult attribute(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const AttributionRequest& request, const RunOptions& options, const StudyCallbacks& callbacks = {},
    const StopFlag& stop = {});

} // namespace steerscope

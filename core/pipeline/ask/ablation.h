// SPDX-License-Identifier: MIT
// The same recording with a layer switched off or an expert ablated, one at a time.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

namespace steerscope {

// The settings that do to every later run what a cell's ablation did; absent where settings cannot express it
// (a form other than Remove; the direct effect). Removing
// the expert that a layer is forced to leaves that layer nothing: it is switched off.
std::optional<SteeringSettings> settingsOf(
    const SteeringSettings& settings, const AblationCell& cell, AblationForm form, AblationEffect effect);

// Throws what run() throws, and Failure(Usage) for a layer that is not steered.
AblationResult ablate(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const AblationRequest& request, const RunOptions& options, const StudyCallbacks& callbacks = {},
    const StopFlag& stop = {});

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Whether the words come from the sound or from the words before them.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

namespace steerscope {

// The words that the model says under the settings, each with log p(word | words before it) with the audio
// and with neutral audio, under the settings and with the steering removed. Every audio window is asked about
// (options.onlyFirstWindow: that one). Throws what run() throws.
HeardResult heardOrGuessed(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const HeardRequest& request, const RunOptions& options, const StudyCallbacks& callbacks = {},
    const StopFlag& stop = {});

} // namespace steerscope

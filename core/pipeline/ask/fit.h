// SPDX-License-Identifier: MIT
// Multipliers under which the model writes the right words.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

#include <span>

namespace steerscope {

// Another recording, to see what a proposal costs there.
struct FitWitness {
    std::string name;
    const Waveform* audio = nullptr;
    std::string reference; // empty: only the texts are compared
};

// Gradient steps on the multipliers until greedy decoding writes options.target in the window
// options.firstWindow, or the steps are used up; then the proposal is the best one met. name: the fitted
// recording's. Throws what differentiate() throws, and Failure(Usage) without a target, under a bypass, or
// for layers that cannot move.
FitResult fitScales(Transcriber& model, const std::string& name, const Waveform& audio,
    const SteeringSettings& settings, const FitRequest& request, const RunOptions& options,
    std::span<const FitWitness> witnesses = {}, const StudyCallbacks& callbacks = {},
    const StopFlag& stop = {});

} // namespace steerscope

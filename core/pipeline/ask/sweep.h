// SPDX-License-Identifier: MIT
// The same recording at many scales of its steering.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

namespace steerscope {

// The settings of one point: with the master, or the layers' multipliers, at this scale.
SteeringSettings sweptSettings(
    const SteeringSettings& settings, const std::vector<int>& layers, double scale);

// A point's text is what run() gives under its settings. Throws what run() throws, and Failure(Usage) for
// fewer than two points, ends in the wrong order, an unknown normaliser or a bypass, under which no scale
// does anything.
SweepResult sweepScales(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const SweepRequest& request, const RunOptions& options, const StudyCallbacks& callbacks = {},
    const StopFlag& stop = {});

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/window_plan_p.h"
#include "core/pipeline/window_run_p.h"

#include <functional>

namespace steerscope {

struct Transcriber::Impl {
    LoadedModel model;
    RunCaches caches;
    double loadSeconds = 0.0;
    WindowPlanner planner = {};

    RunResult run(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
        const RunCallbacks& callbacks, const StopFlag& stop);
    EncodeTensors encode(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
        const StopFlag& stop);
    double scoreNoise(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
        const StopFlag& stop);
    ScoreGradient differentiate(const Waveform& audio, const SteeringSettings& settings,
        const RunOptions& options, const TokenRange& tokens, const StopFlag& stop);
    void runWindow(const WindowContext& run, const WindowInput& input, RunResult& result);
    // Runs work(); when memory is short, drops the caches and tries once more.
    void withMemory(const std::function<void()>& work);
};

// Throws Failure: no samples, not 16 kHz.
void requireModelAudio(const Waveform& audio);
// The samples of a window; copied into storage only if some are not finite and have to be replaced by 0.
std::span<const float> finiteSamples(
    const Waveform& audio, const WindowSpan& span, std::vector<float>& storage, std::size_t& replaced);

} // namespace steerscope

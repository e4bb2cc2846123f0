// SPDX-License-Identifier: MIT
// Runs made up for the tests of what keeps them.
#pragma once

#include "core/base/kept_run.h"

#include <string>

namespace steerscope::test {

inline LayerTrace keptLayer(int layer, int frames, int experts, float shift)
{
    LayerTrace trace;
    trace.layer = layer;
    trace.frames = frames;
    trace.experts = experts;
    trace.countedFrames = frames - 1;
    trace.trainedScale = 0.125;
    trace.effectiveScale = -0.3;
    trace.meanVectorNorm = 7.5;
    for (int i = 0; i < frames * experts; ++i)
        trace.gates.push_back(
            static_cast<float>((i * 7 + 3) % 32) / 32.0F + shift); // exact in half precision
    trace.push.assign(static_cast<std::size_t>(frames), 0.25F);
    return trace; // pushConstant, pushRouted: none
}

inline KeptGates keptGates(float shift = 0.0F)
{
    KeptGates gates;
    for (int window = 0; window < 2; ++window) {
        auto trace = std::make_shared<GatingTrace>();
        trace->window = window;
        trace->startSeconds = 28.5 * window;
        trace->endSeconds = trace->startSeconds + 20.0;
        trace->layers = {keptLayer(0, 6, 3, shift), keptLayer(kOutLayer, 2, 4, shift)};
        gates.push_back(std::move(trace));
    }
    return gates;
}

inline KeptRun keptRun(const std::string& text = "seven three one")
{
    KeptRun run;
    run.when = 1'700'000'000'123;
    run.program = "steerscope 0.1.0";
    run.libtorch = "2.11.0";
    run.recording = {"/home/u/take.wav", std::string(64, 'a'), 48.5};
    run.model = {"Spoken words", "/models/spoken-words", std::string(64, 'b'), "cpu", "bfloat16", 2};
    run.settings.master = 0.5;
    run.settings.layers[3].multiplier = -1.5;
    run.settings.layers[3].mute = {1};
    run.options.voiceActivity = true;
    run.options.prompt = "write:";
    run.transcript.segments
        = {{0.0, 20.0, text, {{5, "seven", -0.125}, {9, " three one", -1.5}}}, {28.5, 48.5, "", {}}};
    run.timings.encode = 0.25;
    run.timings.total = 0.75;
    run.timings.decodedTokens = 2;
    run.residentBytes = 123'456'789;
    run.tags = "noisy first";
    run.notes = "the fan was on\nagain";
    return run;
}

} // namespace steerscope::test

// SPDX-License-Identifier: MIT
// Traces whose every gate is known.
#pragma once

#include "core/base/gating_trace.h"
#include "core/base/steering_settings.h"

#include <functional>
#include <memory>
#include <vector>

namespace steerscope {

struct SyntheticWindow {
    int window = 0;
    double start = 0.0; // s
    int frames = 100;
    int counted = 100;
    double frameSeconds = 0.02;
};

// Layers from 0 with gates(layer, frame) as rows; the push is 0.1 * (layer + 1) everywhere.
inline std::shared_ptr<const GatingTrace> syntheticTrace(const SyntheticWindow& window, int layers,
    int experts, const std::function<std::vector<float>(int layer, int frame)>& gates)
{
    auto trace = std::make_shared<GatingTrace>();
    trace->window = window.window;
    trace->startSeconds = window.start;
    trace->endSeconds = window.start + window.counted * window.frameSeconds;
    for (int layer = 0; layer < layers; ++layer) {
        LayerTrace one;
        one.layer = layer;
        one.experts = experts;
        one.frames = window.frames;
        one.countedFrames = window.counted;
        one.frameSeconds = window.frameSeconds;
        for (int frame = 0; frame < window.frames; ++frame) {
            const std::vector<float> row = gates(layer, frame);
            one.gates.insert(one.gates.end(), row.begin(), row.end());
        }
        one.push.assign(window.frames, 0.1F * static_cast<float>(layer + 1));
        one.pushConstant = one.push;
        one.pushRouted.assign(window.frames, 0.0F);
        trace->layers.push_back(std::move(one));
    }
    return trace;
}

// Expert `which` has everything.
inline std::vector<float> oneHot(int which, int experts)
{
    std::vector<float> gates(experts, 0.0F);
    gates[which] = 1.0F;
    return gates;
}

inline std::vector<SteeredLayerInfo> layerInfos(int layers, int experts)
{
    std::vector<SteeredLayerInfo> infos;
    for (int layer = 0; layer < layers; ++layer)
        infos.push_back({layer, experts, 0.1, 1.0});
    return infos;
}

} // namespace steerscope

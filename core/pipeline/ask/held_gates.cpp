// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/held_gates.h"

#include <algorithm>
#include <limits>
#include <span>

namespace steerscope {

namespace {

int heightOf(int layer)
{
    return layer == kOutLayer ? std::numeric_limits<int>::max() : layer;
}

double meanGate(const LayerTrace& trace, const std::vector<float>& gates, int expert)
{
    const int frames = std::max(1, trace.countedFrames);
    double sum = 0.0;
    for (int t = 0; t < frames; ++t)
        sum += gates[static_cast<std::size_t>(t) * trace.experts + expert];
    return sum / frames;
}

// One frame without the expert; the others keep the sum that all had. Where it had everything nothing is
// left.
void renormalise(std::span<float> frame, int expert)
{
    double whole = 0.0;
    for (const float gate : frame)
        whole += gate;
    const double rest = whole - frame[expert];
    frame[expert] = 0.0F;
    if (rest <= 0.0)
        return;
    for (float& gate : frame)
        gate = static_cast<float>(gate * (whole / rest));
}

} // namespace

std::vector<float> appliedGates(const LayerTrace& trace, const LayerSettings& setting)
{
    std::vector<float> gates = trace.gates;
    for (int e = 0; e < trace.experts; ++e) {
        const bool heard = !setting.mute.contains(e) && (setting.solo.empty() || setting.solo.contains(e));
        if (heard && !setting.force)
            continue;
        const float value = setting.force == e ? 1.0F : 0.0F;
        for (int t = 0; t < trace.frames; ++t)
            gates[static_cast<std::size_t>(t) * trace.experts + e] = value;
    }
    return gates;
}

std::vector<float> ablatedGates(
    const LayerTrace& trace, const LayerSettings& setting, int expert, AblationForm form)
{
    std::vector<float> gates = appliedGates(trace, setting);
    const auto experts = static_cast<std::size_t>(trace.experts);
    const auto mean = static_cast<float>(meanGate(trace, gates, expert));
    for (std::size_t begin = 0; begin < gates.size(); begin += experts) {
        const std::span<float> frame(gates.data() + begin, experts);
        if (form == AblationForm::Renormalise)
            renormalise(frame, expert);
        else
            frame[expert] = form == AblationForm::Mean ? mean : 0.0F;
    }
    return gates;
}

HeldGates gatesAbove(const std::vector<GatingTrace>& traces, const SteeringSettings& settings, int layer)
{
    HeldGates held;
    for (const GatingTrace& trace : traces) {
        held.windows.resize(std::max<std::size_t>(held.windows.size(), trace.window + 1));
        for (const LayerTrace& row : trace.layers)
            if (heightOf(row.layer) > heightOf(layer))
                held.windows[trace.window][row.layer] = appliedGates(row, settings.layer(row.layer));
    }
    return held;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/steering/steering_state.h"

#include "core/base/gating_trace.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

const SteeredLayerInfo* findLayer(const std::vector<SteeredLayerInfo>& layers, int layer)
{
    const auto found = std::find_if(
        layers.begin(), layers.end(), [layer](const SteeredLayerInfo& info) { return info.layer == layer; });
    return found == layers.end() ? nullptr : &*found;
}

LayerSettings fittingLayer(LayerSettings setting, int experts)
{
    const auto outside = [experts](int expert) { return expert < 0 || expert >= experts; };
    std::erase_if(setting.mute, outside);
    std::erase_if(setting.solo, outside);
    if (setting.force && outside(*setting.force))
        setting.force.reset();
    if (!std::isfinite(setting.multiplier))
        setting.multiplier = 1.0;
    if (setting.absolute && !std::isfinite(*setting.absolute))
        setting.absolute.reset();
    if (!std::isfinite(setting.temperature) || setting.temperature <= 0.0)
        setting.temperature = 1.0;
    return setting;
}

} // namespace

bool SteeringState::isOff(int layer) const
{
    return muted.contains(layer) || (!soloed.empty() && !soloed.contains(layer));
}

bool SteeringState::isChanged(int layer) const
{
    return !turned.layer(layer).asTrained() || muted.contains(layer) || soloed.contains(layer);
}

SteeringSettings appliedSettings(const SteeringState& state, const std::vector<SteeredLayerInfo>& layers)
{
    SteeringSettings applied = state.turned;
    for (const SteeredLayerInfo& info : layers) {
        if (!state.isOff(info.layer))
            continue;
        LayerSettings& setting = applied.layers[info.layer];
        setting.multiplier = 0.0;
        setting.absolute.reset();
    }
    return applied.normalised();
}

LayerGroup layerGroup(int layer, int encoderLayers)
{
    static constexpr LayerGroup kQuarters[]
        = {LayerGroup::Early, LayerGroup::Middle, LayerGroup::Late, LayerGroup::Final};
    if (layer == kOutLayer || encoderLayers <= 0)
        return LayerGroup::Final;
    return kQuarters[std::clamp(layer * 4 / encoderLayers, 0, 3)];
}

std::vector<int> layersOfGroup(
    LayerGroup group, const std::vector<SteeredLayerInfo>& layers, int encoderLayers)
{
    std::vector<int> members;
    for (const SteeredLayerInfo& info : layers)
        if (group == LayerGroup::All || layerGroup(info.layer, encoderLayers) == group)
            members.push_back(info.layer);
    return members;
}

double scaleUnit(const SteeredLayerInfo& info, const std::vector<SteeredLayerInfo>& layers)
{
    // A hundredth of the strongest layer: below that even a doubled multiplier is lost beside the others.
    constexpr double kNegligible = 0.01;
    double largest = 0.0;
    for (const SteeredLayerInfo& other : layers)
        largest = std::max(largest, std::abs(other.trainedScale));
    if (largest == 0.0)
        return 1.0;
    const double own = std::abs(info.trainedScale);
    return own >= kNegligible * largest ? own : largest;
}

SteeringSettings fittingSettings(const SteeringSettings& settings,
    const std::vector<SteeredLayerInfo>& layers, std::vector<std::string>* dropped)
{
    SteeringSettings fitting;
    fitting.bypass = settings.bypass;
    fitting.master = std::isfinite(settings.master) ? settings.master : 1.0;
    for (const auto& [layer, setting] : settings.layers) {
        const SteeredLayerInfo* info = findLayer(layers, layer);
        if (info)
            fitting.layers[layer] = fittingLayer(setting, info->experts);
        if (dropped && (!info || fitting.layers[layer] != setting))
            dropped->push_back(layerLabel(layer));
    }
    return fitting.normalised();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/base/steering_settings.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

const LayerSettings& SteeringSettings::layer(int layer) const
{
    static const LayerSettings trained;
    const auto found = layers.find(layer);
    return found == layers.end() ? trained : found->second;
}

double SteeringSettings::effectiveScale(int layerIndex, double trainedScale) const
{
    if (bypass)
        return 0.0;
    const LayerSettings& setting = layer(layerIndex);
    return master * setting.absolute.value_or(setting.multiplier * trainedScale);
}

bool SteeringSettings::asTrained() const
{
    return normalised() == SteeringSettings{};
}

SteeringSettings SteeringSettings::normalised() const
{
    SteeringSettings result = *this;
    std::erase_if(result.layers, [](const auto& entry) { return entry.second.asTrained(); });
    return result;
}

namespace {

void requireFinite(double value, const std::string& field)
{
    if (!std::isfinite(value))
        throw Failure(ErrorCode::Usage, field + " is not a finite number", {}, "give a number such as 0.5");
}

std::string steeredLabels(const std::vector<SteeredLayerInfo>& layers)
{
    std::string text;
    for (const SteeredLayerInfo& info : layers)
        text += (text.empty() ? "" : ", ") + layerLabel(info.layer);
    return text.empty() ? "none" : text;
}

void requireExpert(int expert, const SteeredLayerInfo& info)
{
    if (expert < 0 || expert >= info.experts)
        throw Failure(ErrorCode::Usage,
            "layer " + layerLabel(info.layer) + " has no expert " + std::to_string(expert + 1),
            "experts 1.." + std::to_string(info.experts), "choose one of them");
}

} // namespace

void validate(const SteeringSettings& settings, const std::vector<SteeredLayerInfo>& layers)
{
    requireFinite(settings.master, "master");
    for (const auto& [layer, setting] : settings.layers) {
        const auto info = std::find_if(layers.begin(), layers.end(),
            [layer = layer](const SteeredLayerInfo& i) { return i.layer == layer; });
        const std::string label = layerLabel(layer);
        if (info == layers.end())
            throw Failure(ErrorCode::Usage, "layer " + label + " is not steered by this model",
                "steered layers: " + steeredLabels(layers), "choose one of them");
        requireFinite(setting.multiplier, "multiplier of layer " + label);
        requireFinite(setting.absolute.value_or(0.0), "absolute scale of layer " + label);
        requireFinite(setting.temperature, "temperature of layer " + label);
        if (setting.temperature <= 0.0)
            throw Failure(ErrorCode::Usage, "temperature of layer " + label + " must be above 0");
        for (int expert : setting.mute)
            requireExpert(expert, *info);
        for (int expert : setting.solo)
            requireExpert(expert, *info);
        if (setting.force)
            requireExpert(*setting.force, *info);
    }
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// What the user has turned, before switched-off layers are folded in, and the arithmetic on it. Free
// functions on values; SteeringModel adds history and signals.
#pragma once

#include "core/base/steering_settings.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace steerscope {

// Layers are encoder layers from 0, or kOutLayer.
struct SteeringState {
    SteeringSettings turned; // as set, whether a layer is off or not
    std::set<int> muted; // layers
    std::set<int> soloed; // layers; empty: none

    bool operator==(const SteeringState&) const = default;
    // Off: muted, or not soloed while another is. Mute wins over solo.
    bool isOff(int layer) const;
    // Set, muted or soloed in any way.
    bool isChanged(int layer) const;
};

// What the engine gets: layers that are off have multiplier 0, no absolute scale; the rest as turned.
// Normalised.
SteeringSettings appliedSettings(const SteeringState& state, const std::vector<SteeredLayerInfo>& layers);

// Quarters of the encoder by depth; the row after the encoder belongs to the last.
enum class LayerGroup { All, Early, Middle, Late, Final };

// The quarter of a layer; never All. encoderLayers is the encoder's depth, steered or not.
LayerGroup layerGroup(int layer, int encoderLayers);
// The steered layers of a group, lowest first.
std::vector<int> layersOfGroup(
    LayerGroup group, const std::vector<SteeredLayerInfo>& layers, int encoderLayers);

// What a bar counts an absolute scale in: the layer's own trained scale, or the largest of all where its own
// is (nearly) 0 and a multiplier could not move it; 1 when all are 0. Always above 0.
double scaleUnit(const SteeredLayerInfo& info, const std::vector<SteeredLayerInfo>& layers);

// The part of the settings a model with these layers can take. Labels of layers that were left out, wholly or
// in part, are appended to `dropped` where one is given.
SteeringSettings fittingSettings(const SteeringSettings& settings,
    const std::vector<SteeredLayerInfo>& layers, std::vector<std::string>* dropped = nullptr);

} // namespace steerscope

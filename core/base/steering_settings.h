// SPDX-License-Identifier: MIT
// Everything the user can turn, as one value. Its meaning (docs/steering-and-analysis.md):
// - router gate g = softmax(z / temperature)
// - applied gate a = g with muted experts 0, nothing renormalised; solo: every other muted; force: one-hot
// - scale c = master * multiplier * s (s trained), or master * absolute
//
// Steered: h' = h + c * (a @ V).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace steerscope {

struct LayerSettings {
    double multiplier = 1.0;
    std::optional<double> absolute; // in place of multiplier * trained scale
    double temperature = 1.0; // > 0
    std::set<int> mute; // experts from 0
    std::set<int> solo; // experts from 0; empty: none
    std::optional<int> force; // expert from 0

    bool operator==(const LayerSettings&) const = default;
    bool asTrained() const { return *this == LayerSettings{}; }
    // Whether the applied gates differ from the router's.
    bool changesGates() const { return !mute.empty() || !solo.empty() || force.has_value(); }
};

struct SteeringSettings {
    bool bypass = false; // the plain encoder
    double master = 1.0;
    std::map<int, LayerSettings> layers; // layer from 0, or kOutLayer; layers not named are as trained

    bool operator==(const SteeringSettings&) const = default;
    const LayerSettings& layer(int layer) const; // as trained when not named
    // The scale c of a layer with this trained scale, bypass and master included.
    double effectiveScale(int layer, double trainedScale) const;
    bool asTrained() const;
    // The same value with layers that are as trained left out: equal settings compare equal afterwards.
    SteeringSettings normalised() const;
};

struct SteeredLayerInfo {
    int layer = 0; // from 0, or kOutLayer
    int experts = 0;
    double trainedScale = 1.0;
    double meanVectorNorm = 0.0;
};

// Throws Failure(Usage) naming the first field that the model cannot take: a layer that is not steered, an
// expert out of range, a temperature <= 0, a number that is not finite.
void validate(const SteeringSettings& settings, const std::vector<SteeredLayerInfo>& layers);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The arithmetic of docs/steering-and-analysis.md by hand.
#include "core/base/steering_settings.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace steerscope;

namespace {

const std::vector<SteeredLayerInfo> kLayers{{0, 8, 0.1, 1.0}, {3, 4, 0.2, 1.0}, {kOutLayer, 2, 1.0, 1.0}};

// The failure of settings in which one layer was changed; empty text: none.
template <class Change> std::string complaint(int layer, Change change)
{
    SteeringSettings settings;
    change(settings.layers[layer]);
    try {
        validate(settings, kLayers);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Usage);
        return failure.error().message();
    }
    return {};
}

bool mentions(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the effective scale is master times multiplier times trained, or master times absolute")
{
    SteeringSettings settings;
    CHECK(settings.effectiveScale(2, 0.125) == 0.125);
    settings.layers[2].multiplier = -2.0;
    CHECK(settings.effectiveScale(2, 0.125) == -0.25);
    settings.master = 0.5;
    CHECK(settings.effectiveScale(2, 0.125) == -0.125);
    CHECK(settings.effectiveScale(1, 0.125) == 0.0625);
    settings.layers[2].absolute = 3.0; // in place of multiplier and trained scale
    CHECK(settings.effectiveScale(2, 0.125) == 1.5);
    settings.layers[2].absolute = 0.0;
    CHECK(settings.effectiveScale(2, 0.125) == 0.0);
    settings.bypass = true;
    CHECK(settings.effectiveScale(1, 0.125) == 0.0);
}

TEST_CASE("settings as trained give the trained scale bit for bit")
{
    const SteeringSettings settings;
    for (double scale : {0.1, 0.3, 1.0 / 3.0, 1e-300, -0.7})
        CHECK(settings.effectiveScale(0, scale) == scale);
}

TEST_CASE("layers that are as trained make no difference")
{
    SteeringSettings settings;
    CHECK(settings.asTrained());
    settings.layers[4] = LayerSettings{};
    CHECK(settings.asTrained());
    CHECK(settings != SteeringSettings{});
    CHECK(settings.normalised() == SteeringSettings{});
    settings.layers[5].mute.insert(1);
    CHECK(!settings.asTrained());
    CHECK(settings.normalised().layers.size() == 1);
    CHECK(settings.normalised().layers.count(5) == 1);
    SteeringSettings master;
    master.master = 2.0;
    CHECK(!master.asTrained());
    SteeringSettings bypass;
    bypass.bypass = true;
    CHECK(!bypass.asTrained());
}

TEST_CASE("which settings change the applied gates")
{
    LayerSettings layer;
    CHECK(!layer.changesGates());
    layer.multiplier = 2.0;
    layer.absolute = 1.0;
    CHECK(!layer.changesGates());
    CHECK(!layer.asTrained());
    layer.mute = {0};
    CHECK(layer.changesGates());
    layer = {};
    layer.solo = {0};
    CHECK(layer.changesGates());
    layer = {};
    layer.force = 0;
    CHECK(layer.changesGates());
    CHECK(SteeringSettings{}.layer(7).asTrained());
}

TEST_CASE("what the model can take is accepted")
{
    CHECK_NOTHROW(validate({}, kLayers));
    CHECK_NOTHROW(validate({}, {}));
    CHECK(complaint(0, [](LayerSettings& l) {
        l.multiplier = -10.0;
        l.absolute = 1e6;
        l.temperature = 0.01;
        l.mute = {0, 7};
        l.solo = {7};
        l.force = 0;
    }).empty());
    CHECK(complaint(kOutLayer, [](LayerSettings& l) { l.force = 1; }).empty());
}

TEST_CASE("what it cannot take is named as a person would say it")
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const auto nothing = [](LayerSettings&) {};
    CHECK(mentions(complaint(1, nothing), "layer 2 is not steered by this model: steered layers: 1, 4, out"));
    CHECK(mentions(complaint(-5, nothing), "not steered"));
    CHECK(mentions(complaint(3, [](auto& l) { l.mute = {4}; }), "layer 4 has no expert 5: experts 1..4"));
    CHECK(mentions(complaint(3, [](auto& l) { l.solo = {-1}; }), "layer 4 has no expert 0"));
    CHECK(mentions(complaint(kOutLayer, [](auto& l) { l.force = 2; }), "layer out has no expert 3"));
    CHECK(mentions(complaint(0, [](auto& l) { l.temperature = 0.0; }), "temperature of layer 1"));
    CHECK(mentions(complaint(0, [](auto& l) { l.temperature = -1.0; }), "above 0"));
    CHECK(mentions(complaint(0, [](auto& l) { l.temperature = std::nan(""); }), "temperature of layer 1"));
    CHECK(mentions(complaint(0, [=](auto& l) { l.multiplier = kInfinity; }), "multiplier of layer 1"));
    CHECK(mentions(complaint(0, [=](auto& l) { l.absolute = -kInfinity; }), "absolute scale of layer 1"));
    SteeringSettings settings;
    settings.master = std::nan("");
    CHECK_THROWS_AS(validate(settings, kLayers), Failure);
}

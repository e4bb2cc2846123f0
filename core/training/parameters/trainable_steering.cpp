// SPDX-License-Identifier: MIT
#include "core/training/parameters/trainable_steering_p.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/training/parameters/initial_values_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_vector_norm.h>

namespace steerscope {

namespace {

constexpr const char* kSharedScale = "shared_scale";

bool isScale(const std::string& name)
{
    return name == "layer_scales" || name.ends_with(".scale");
}

std::string groupOf(const std::string& name)
{
    if (isScale(name))
        return "scales";
    if (name.ends_with("vectors"))
        return "vectors";
    return name.starts_with("prompt_proj") ? "projection" : "router";
}

void addRouter(std::map<std::string, at::Tensor>& tensors, InitialValues& values, const std::string& name,
    std::int64_t rows, std::int64_t width)
{
    tensors[name + ".weight"] = values.linearWeight({rows, width});
    tensors[name + ".bias"] = values.linearBias(rows, width);
}

std::string hybridName(int layer)
{
    return "layers." + std::to_string(layer);
}

// Reads leaves and fixed scales alike.
struct Source {
    const ParameterSet& set;
    const std::map<std::string, at::Tensor>& fixed;
    at::ScalarType dtype;

    at::Tensor tensor(const std::string& name) const { return set[name].to(dtype); }
    // Of a row: element `index` of a vector of scales, or a scalar.
    at::Tensor scale(const std::string& name, int index) const
    {
        if (set.has(kSharedScale))
            return set[kSharedScale];
        const at::Tensor all = set.has(name) ? set[name] : fixed.at(name);
        return all.dim() == 0 ? all : all[index];
    }
};

struct Row {
    int layer = 0;
    at::Tensor vectors; // [E, D] float32, unscaled
    at::Tensor scale; // [] float32; undefined after the encoder, where it is 1
};

std::vector<Row> rowsOf(const Source& from, const SteeringShape& shape)
{
    std::vector<Row> rows;
    switch (shape.variant) {
    case Variant::PostEncoder:
        rows.push_back({kOutLayer, from.set["steering_vectors"], {}});
        break;
    case Variant::Hybrid:
        for (const int layer : shape.steered) {
            const std::string name = hybridName(layer);
            rows.push_back({layer, from.set[name + ".vectors"], from.scale(name + ".scale", 0)});
        }
        break;
    case Variant::LayerwiseRouters:
    case Variant::LayerwiseSingle:
    case Variant::LayerwiseShared:
        for (int l = 0; l < shape.layers; ++l)
            rows.push_back({l, from.set["steering_vectors"][l], from.scale("layer_scales", l)});
        break;
    case Variant::Static:
    case Variant::EncoderOnly:
        break;
    }
    return rows;
}

void route(const Source& from, const SteeringShape& shape, LayerSteering& row)
{
    const int l = row.layer;
    const std::int64_t experts = row.vectors.size(0);
    switch (shape.variant) {
    case Variant::LayerwiseRouters:
        row.routerWeight = from.tensor("routers." + std::to_string(l) + ".weight");
        row.routerBias = from.tensor("routers." + std::to_string(l) + ".bias");
        break;
    case Variant::LayerwiseSingle:
        row.routerWeight = from.tensor("router.weight").narrow(0, l * experts, experts);
        row.routerBias = from.tensor("router.bias").narrow(0, l * experts, experts);
        break;
    case Variant::LayerwiseShared:
        row.routerWeight = from.tensor("shared_router.weight");
        row.routerBias = from.tensor("shared_router.bias");
        row.logitMatrix = from.tensor("layer_weights")[l];
        break;
    case Variant::Hybrid:
        row.routerWeight = from.tensor(hybridName(l) + ".router.weight");
        row.routerBias = from.tensor(hybridName(l) + ".router.bias");
        break;
    default:
        row.routerWeight = from.tensor("router.weight");
        row.routerBias = from.tensor("router.bias");
        break;
    }
}

} // namespace

std::map<std::string, at::Tensor> randomSteering(const SteeringShape& shape, std::uint64_t seed)
{
    InitialValues values(seed);
    std::map<std::string, at::Tensor> tensors;
    const std::int64_t layers = shape.layers;
    const std::int64_t width = shape.width;
    if (shape.variant == Variant::Static || shape.variant == Variant::EncoderOnly)
        return tensors;
    const std::int64_t experts = shape.experts.front();
    if (shape.variant == Variant::PostEncoder) {
        tensors["steering_vectors"] = values.normal({experts, width}, shape.vectorDeviation);
        addRouter(tensors, values, "router", experts, width);
        return tensors;
    }
    if (shape.variant == Variant::Hybrid) {
        for (std::size_t i = 0; i < shape.steered.size(); ++i) {
            const std::string name = hybridName(shape.steered[i]);
            const std::int64_t own = shape.experts.size() == 1 ? experts : shape.experts.at(i);
            tensors[name + ".vectors"] = values.normal({own, width}, shape.vectorDeviation);
            addRouter(tensors, values, name + ".router", own, width);
            tensors[name + ".scale"] = at::full({}, shape.initialScale);
        }
        return tensors;
    }
    tensors["steering_vectors"] = values.normal({layers, experts, width}, shape.vectorDeviation);
    tensors["layer_scales"] = at::full({layers}, shape.initialScale);
    if (shape.variant == Variant::LayerwiseSingle)
        addRouter(tensors, values, "router", layers * experts, width);
    if (shape.variant == Variant::LayerwiseRouters)
        for (std::int64_t l = 0; l < layers; ++l)
            addRouter(tensors, values, "routers." + std::to_string(l), experts, width);
    if (shape.variant == Variant::LayerwiseShared) {
        addRouter(tensors, values, "shared_router", experts, width);
        tensors["layer_weights"] = at::eye(experts).expand({layers, experts, experts}).contiguous();
    }
    return tensors;
}

std::map<std::string, at::Tensor> randomProjection(int in, int out, std::uint64_t seed)
{
    std::map<std::string, at::Tensor> tensors;
    InitialValues values(seed);
    if (in != out)
        addRouter(tensors, values, "prompt_proj", out, in);
    return tensors;
}

void addSteeringParameters(
    ParameterSet& set, const std::map<std::string, at::Tensor>& tensors, const SteeringTraining& training)
{
    at::Tensor firstScale;
    for (const auto& [name, tensor] : tensors) {
        if (isScale(name)) {
            if (!firstScale.defined())
                firstScale = tensor.reshape({-1})[0];
            if (!training.scales || training.sharedScale)
                continue;
        }
        set.add(name, groupOf(name), tensor);
    }
    if (training.scales && training.sharedScale && firstScale.defined())
        set.add(kSharedScale, "scales", firstScale);
}

SteeringWeights steeringFromParameters(const ParameterSet& set, const SteeringShape& shape,
    const std::map<std::string, at::Tensor>& fixedScales, at::ScalarType dtype)
{
    const Source from{set, fixedScales, dtype};
    SteeringWeights weights;
    for (const Row& trained : rowsOf(from, shape)) {
        LayerSteering row;
        row.layer = trained.layer;
        row.vectors = (trained.scale.defined() ? trained.vectors * trained.scale : trained.vectors).to(dtype);
        row.scale = 1.0;
        route(from, shape, row);
        weights.rows.push_back(std::move(row));
    }
    return weights;
}

Projection projectionFromParameters(const ParameterSet& set, at::ScalarType dtype)
{
    if (!set.has("prompt_proj.weight"))
        return {};
    return {set["prompt_proj.weight"].to(dtype), set["prompt_proj.bias"].to(dtype)};
}

std::map<std::string, at::Tensor> bundleTensors(
    const ParameterSet& set, const SteeringShape& shape, const std::map<std::string, at::Tensor>& fixedScales)
{
    std::map<std::string, at::Tensor> tensors;
    for (const auto& [name, tensor] : fixedScales)
        tensors[name] = set.has(kSharedScale) ? set[kSharedScale].detach().expand(tensor.sizes()) : tensor;
    for (const Parameter& parameter : set.all())
        if (parameter.name != kSharedScale && (groupOf(parameter.name) == parameter.group))
            tensors[parameter.name] = parameter.value.detach();
    if (shape.variant == Variant::Static)
        std::erase_if(tensors, [](const auto& entry) { return !entry.first.starts_with("prompt_proj"); });
    for (auto& [name, tensor] : tensors)
        tensor = tensor.to(at::kCPU, at::kFloat).contiguous();
    return tensors;
}

std::vector<RowState> rowStates(
    const ParameterSet& set, const SteeringShape& shape, const std::map<std::string, at::Tensor>& fixedScales)
{
    std::vector<RowState> states;
    for (const Row& row : rowsOf({set, fixedScales, at::kFloat}, shape))
        states.push_back({row.layer, row.scale.defined() ? row.scale.item<double>() : 1.0,
            at::linalg_vector_norm(row.vectors.detach(), 2, {1}).mean().item<double>()});
    return states;
}

} // namespace steerscope

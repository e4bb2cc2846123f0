// SPDX-License-Identifier: MIT
#include "core/model/steering/steering_weights_p.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"

#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/matmul.h>

namespace steerscope {

namespace {

using Shape = std::vector<std::int64_t>;

std::int64_t expertsOf(const WeightLoader& loader, const std::string& name, std::size_t dimension)
{
    const Shape shape = loader.shapeOf(name);
    if (shape.size() <= dimension)
        throw Failure(ErrorCode::Model, "tensor '" + name + "' has too few dimensions", {},
            "the bundle is of another variant");
    return shape[dimension];
}

LayerSteering finish(LayerSteering row)
{
    const at::Tensor vectors = row.vectors.to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor gram = at::matmul(vectors, vectors.t()).contiguous();
    row.gram.assign(gram.const_data_ptr<float>(), gram.const_data_ptr<float>() + gram.numel());
    row.meanVectorNorm = at::linalg_vector_norm(vectors, 2, {1}).mean().item<double>();
    return row;
}

std::vector<double> takeScales(WeightLoader& loader, int layers)
{
    const at::Tensor scales = loader.takeAs("layer_scales", {layers}, at::kFloat).to(at::kCPU);
    return {scales.const_data_ptr<float>(), scales.const_data_ptr<float>() + layers};
}

SteeringWeights loadPostEncoder(int width, WeightLoader& loader)
{
    const auto experts = expertsOf(loader, "steering_vectors", 0);
    LayerSteering row;
    row.layer = kOutLayer;
    row.vectors = loader.take("steering_vectors", {experts, width});
    row.routerWeight = loader.take("router.weight", {experts, width});
    row.routerBias = loader.take("router.bias", {experts});
    return {{finish(std::move(row))}};
}

// What the three layer-wise variants share: vectors [L, E, D] and scales [L]. route(row, l) adds the router.
template <class Route>
SteeringWeights loadLayerwise(int layers, int width, WeightLoader& loader, Route&& route)
{
    const auto experts = expertsOf(loader, "steering_vectors", 1);
    const at::Tensor vectors = loader.take("steering_vectors", {layers, experts, width});
    const std::vector<double> scales = takeScales(loader, layers);
    SteeringWeights weights;
    for (int l = 0; l < layers; ++l) {
        LayerSteering row;
        row.layer = l;
        row.vectors = vectors[l];
        row.scale = scales[l];
        route(row, l, experts);
        weights.rows.push_back(finish(std::move(row)));
    }
    return weights;
}

SteeringWeights loadRouters(int layers, int width, WeightLoader& loader)
{
    return loadLayerwise(layers, width, loader, [&](LayerSteering& row, int l, std::int64_t experts) {
        const std::string name = "routers." + std::to_string(l);
        row.routerWeight = loader.take(name + ".weight", {experts, width});
        row.routerBias = loader.take(name + ".bias", {experts});
    });
}

SteeringWeights loadSingle(int layers, int width, WeightLoader& loader)
{
    const auto experts = expertsOf(loader, "steering_vectors", 1);
    const at::Tensor weight = loader.take("router.weight", {layers * experts, width});
    const at::Tensor bias = loader.take("router.bias", {layers * experts});
    return loadLayerwise(layers, width, loader, [&](LayerSteering& row, int l, std::int64_t e) {
        row.routerWeight = weight.narrow(0, l * e, e);
        row.routerBias = bias.narrow(0, l * e, e);
    });
}

SteeringWeights loadShared(int layers, int width, WeightLoader& loader)
{
    const auto experts = expertsOf(loader, "steering_vectors", 1);
    const at::Tensor weight = loader.take("shared_router.weight", {experts, width});
    const at::Tensor bias = loader.take("shared_router.bias", {experts});
    const at::Tensor matrices = loader.take("layer_weights", {layers, experts, experts});
    return loadLayerwise(layers, width, loader, [&](LayerSteering& row, int l, std::int64_t) {
        row.routerWeight = weight;
        row.routerBias = bias;
        row.logitMatrix = matrices[l];
    });
}

SteeringWeights loadHybrid(int layers, int width, WeightLoader& loader)
{
    SteeringWeights weights;
    for (int l = 0; l < layers; ++l) {
        const std::string name = "layers." + std::to_string(l);
        if (!loader.has(name + ".vectors"))
            continue;
        const auto experts = expertsOf(loader, name + ".vectors", 0);
        LayerSteering row;
        row.layer = l;
        row.vectors = loader.take(name + ".vectors", {experts, width});
        row.routerWeight = loader.take(name + ".router.weight", {experts, width});
        row.routerBias = loader.take(name + ".router.bias", {experts});
        // A scalar, stored as [] or [1].
        const Shape stored = loader.shapeOf(name + ".scale");
        row.scale
            = loader.takeAs(name + ".scale", stored.empty() ? Shape{} : Shape{1}, at::kFloat).item<double>();
        weights.rows.push_back(finish(std::move(row)));
    }
    if (weights.rows.empty())
        throw Failure(ErrorCode::Model, "a hybrid model without a steered layer", "steering.safetensors",
            "import the checkpoint again");
    return weights;
}

} // namespace

const LayerSteering* SteeringWeights::find(int layer) const
{
    for (const LayerSteering& row : rows)
        if (row.layer == layer)
            return &row;
    return nullptr;
}

SteeringWeights loadSteering(Variant variant, int layers, int width, WeightLoader& loader)
{
    switch (variant) {
    case Variant::PostEncoder:
        return loadPostEncoder(width, loader);
    case Variant::LayerwiseRouters:
        return loadRouters(layers, width, loader);
    case Variant::LayerwiseSingle:
        return loadSingle(layers, width, loader);
    case Variant::LayerwiseShared:
        return loadShared(layers, width, loader);
    case Variant::Hybrid:
        return loadHybrid(layers, width, loader);
    case Variant::Static:
    case Variant::EncoderOnly:
        break;
    }
    return {};
}

} // namespace steerscope

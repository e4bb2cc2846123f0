// SPDX-License-Identifier: MIT
// Tensor names and shapes: docs/reference-model.md, section 2.
#include "core/model/checkpoint/steering_layout.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/model/checkpoint/tensor_bytes.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace steerscope {

namespace {

constexpr std::int64_t kMaxExperts = 4096;
constexpr std::int64_t kMaxLayers = 256;
constexpr const char* kRemedy = "the checkpoint is of another variant than its names say, or incomplete";

const TensorView* find(const TensorMap& tensors, const std::string& name)
{
    const auto found = tensors.find(name);
    return found == tensors.end() ? nullptr : &found->second;
}

bool anyStartsWith(const TensorMap& tensors, const std::string& start)
{
    const auto found = tensors.lower_bound(start);
    return found != tensors.end() && found->first.starts_with(start);
}

int sizeOf(const TensorView& view, std::size_t dimension, std::int64_t most, const std::string& where)
{
    const std::int64_t size = view.shape[dimension];
    if (size < 1 || size > most)
        throw Failure(ErrorCode::Model,
            "tensor '" + view.name + "' of shape " + view.shapeText() + " has an absurd size", where,
            kRemedy);
    return static_cast<int>(size);
}

const TensorView& requireRank(
    const TensorMap& tensors, const std::string& name, std::size_t rank, const std::string& where)
{
    const TensorView* view = find(tensors, name);
    if (!view)
        throw Failure(ErrorCode::Model, "tensor '" + name + "' is missing", where, kRemedy);
    if (view->shape.size() != rank)
        throw Failure(ErrorCode::Model, "tensor '" + name + "' has the wrong shape",
            where + ": expected " + std::to_string(rank) + " dimensions, found " + view->shapeText(),
            kRemedy);
    return *view;
}

void readProjection(
    const TensorMap& trained, const std::string& where, SteeringLayout& layout, ExpectedShapes& expected)
{
    if (!anyStartsWith(trained, "prompt_proj."))
        return;
    const TensorView& weight = requireRank(trained, "prompt_proj.weight", 2, where);
    layout.projectionOut = sizeOf(weight, 0, 1 << 20, where);
    layout.projectionIn = sizeOf(weight, 1, 1 << 20, where);
    expected["prompt_proj.weight"] = weight.shape;
    expected["prompt_proj.bias"] = {layout.projectionOut};
}

void readPostEncoder(
    const TensorView& vectors, const std::string& where, SteeringLayout& layout, ExpectedShapes& expected)
{
    const int experts = sizeOf(vectors, 0, kMaxExperts, where);
    layout.variant = Variant::PostEncoder;
    layout.width = sizeOf(vectors, 1, 1 << 20, where);
    layout.experts[kOutLayer] = experts;
    expected["steering_vectors"] = vectors.shape;
    expected["router.weight"] = {experts, layout.width};
    expected["router.bias"] = {experts};
}

Variant routerKind(const TensorMap& trained, const std::string& where)
{
    const bool single = anyStartsWith(trained, "router.");
    const bool shared = anyStartsWith(trained, "shared_router.");
    const bool several = anyStartsWith(trained, "routers.");
    if (single + shared + several != 1)
        throw Failure(ErrorCode::Model,
            single + shared + several == 0 ? "there is no router among the trained tensors"
                                           : "there are routers of several kinds among the trained tensors",
            where, "expected one of router.weight, routers.0.weight, shared_router.weight");
    return single ? Variant::LayerwiseSingle : shared ? Variant::LayerwiseShared : Variant::LayerwiseRouters;
}

void readLayerwise(const TensorMap& trained, const TensorView& vectors, const std::string& where,
    SteeringLayout& layout, ExpectedShapes& expected)
{
    const int layers = sizeOf(vectors, 0, kMaxLayers, where);
    const int experts = sizeOf(vectors, 1, kMaxExperts, where);
    layout.variant = routerKind(trained, where);
    layout.width = sizeOf(vectors, 2, 1 << 20, where);
    expected["steering_vectors"] = vectors.shape;
    expected["layer_scales"] = {layers};
    for (int l = 0; l < layers; ++l) {
        layout.experts[l] = experts;
        if (layout.variant != Variant::LayerwiseRouters)
            continue;
        expected["routers." + std::to_string(l) + ".weight"] = {experts, layout.width};
        expected["routers." + std::to_string(l) + ".bias"] = {experts};
    }
    if (layout.variant == Variant::LayerwiseSingle) {
        expected["router.weight"] = {std::int64_t{layers} * experts, layout.width};
        expected["router.bias"] = {std::int64_t{layers} * experts};
    }
    if (layout.variant == Variant::LayerwiseShared) {
        expected["shared_router.weight"] = {experts, layout.width};
        expected["shared_router.bias"] = {experts};
        expected["layer_weights"] = {layers, experts, experts};
    }
}

// "layers.7.vectors" -> 7
int layerNumber(const std::string& name, const std::string& where)
{
    const std::size_t begin = name.find('.') + 1;
    int layer = -1;
    const auto result = std::from_chars(name.data() + begin, name.data() + name.size(), layer);
    const bool number
        = result.ec == std::errc() && result.ptr != name.data() + name.size() && *result.ptr == '.';
    if (!number || layer < 0 || layer >= kMaxLayers)
        throw Failure(ErrorCode::Model, "the layer in the tensor name '" + name + "' makes no sense", where);
    return layer;
}

void readHybrid(
    const TensorMap& trained, const std::string& where, SteeringLayout& layout, ExpectedShapes& expected)
{
    layout.variant = Variant::Hybrid;
    for (auto at = trained.lower_bound("layers."); at != trained.end(); ++at) {
        if (!at->first.starts_with("layers."))
            break;
        const int layer = layerNumber(at->first, where);
        if (layout.experts.contains(layer))
            continue;
        const std::string name = "layers." + std::to_string(layer);
        const TensorView& vectors = requireRank(trained, name + ".vectors", 2, where);
        const int experts = sizeOf(vectors, 0, kMaxExperts, where);
        layout.width = sizeOf(vectors, 1, 1 << 20, where);
        layout.experts[layer] = experts;
        expected[name + ".vectors"] = vectors.shape;
        expected[name + ".router.weight"] = {experts, layout.width};
        expected[name + ".router.bias"] = {experts};
        const TensorView* scale = find(trained, name + ".scale"); // a scalar, stored as [] or [1]
        expected[name + ".scale"]
            = scale && scale->shape.empty() ? std::vector<std::int64_t>{} : std::vector<std::int64_t>{1};
    }
}

std::vector<float> rowNorms(const TensorView& vectors)
{
    const std::vector<float> values = floatValues(vectors);
    const auto width = static_cast<std::size_t>(vectors.shape.back());
    std::vector<float> norms;
    for (std::size_t row = 0; row < values.size() / width; ++row) {
        double sum = 0.0;
        for (std::size_t i = 0; i < width; ++i)
            sum += static_cast<double>(values[row * width + i]) * values[row * width + i];
        norms.push_back(static_cast<float>(std::sqrt(sum)));
    }
    return norms;
}

double meanOf(const std::vector<float>& values, std::size_t first, std::size_t count)
{
    double sum = 0.0;
    for (std::size_t i = first; i < first + count; ++i)
        sum += values[i];
    return sum / static_cast<double>(count);
}

[[noreturn]] void misfit(
    const std::string& what, const std::string& where, int expected, int found, const char* remedy)
{
    throw Failure(ErrorCode::Model, what,
        where + ": expected " + std::to_string(expected) + ", found " + std::to_string(found), remedy);
}

} // namespace

int SteeringLayout::depth() const
{
    return experts.empty() ? 0 : experts.rbegin()->first + 1;
}

SteeringLayout steeringLayout(const TensorMap& trained, const std::string& where)
{
    SteeringLayout layout;
    ExpectedShapes expected;
    readProjection(trained, where, layout, expected);
    if (const TensorView* vectors = find(trained, "steering_vectors")) {
        if (vectors->shape.size() == 2)
            readPostEncoder(*vectors, where, layout, expected);
        else
            readLayerwise(
                trained, requireRank(trained, "steering_vectors", 3, where), where, layout, expected);
    } else if (anyStartsWith(trained, "layers.")) {
        readHybrid(trained, where, layout, expected);
    }
    checkTensors(trained, expected, where, kRemedy);
    return layout;
}

void checkLayout(const SteeringLayout& layout, int encoderLayers, int width, int bridgeWidth, int llmWidth,
    const std::string& where)
{
    constexpr const char* kOtherEncoder = "give the encoder that the checkpoint was trained with";
    constexpr const char* kOtherLlm = "give the LLM that the checkpoint was trained with";
    if (layout.width != 0 && layout.width != width)
        misfit("the steering vectors have another width than the encoder", where, width, layout.width,
            kOtherEncoder);
    const bool hybrid = layout.variant == Variant::Hybrid;
    const bool wrongDepth = hybrid ? layout.depth() > encoderLayers : layout.depth() != encoderLayers;
    if (layout.depth() != 0 && wrongDepth)
        misfit("the steering is for another number of layers than the encoder has", where, encoderLayers,
            layout.depth(), kOtherEncoder);
    if (layout.projectionIn == 0 && bridgeWidth != llmWidth)
        misfit("there is no projection (prompt_proj), but encoder and LLM have different widths", where,
            llmWidth, bridgeWidth, kOtherLlm);
    if (layout.projectionIn != 0 && layout.projectionIn != bridgeWidth)
        misfit("the projection (prompt_proj) takes another width than the encoder gives", where, bridgeWidth,
            layout.projectionIn, kOtherEncoder);
    if (layout.projectionIn != 0 && layout.projectionOut != llmWidth)
        misfit("the projection (prompt_proj) gives another width than the LLM takes", where, llmWidth,
            layout.projectionOut, kOtherLlm);
}

std::vector<SteeredLayerInfo> steeredLayers(const TensorMap& trained, const SteeringLayout& layout)
{
    const bool hybrid = layout.variant == Variant::Hybrid;
    std::vector<float> norms;
    std::vector<float> scales;
    if (!hybrid && !layout.experts.empty())
        norms = rowNorms(trained.at("steering_vectors"));
    if (const TensorView* view = find(trained, "layer_scales"))
        scales = floatValues(*view);
    std::vector<SteeredLayerInfo> layers;
    for (const auto& [layer, experts] : layout.experts) {
        const std::string name = "layers." + std::to_string(layer);
        SteeredLayerInfo info{layer, experts, 1.0, 0.0};
        if (hybrid) {
            info.trainedScale = floatValues(trained.at(name + ".scale")).front();
            info.meanVectorNorm = meanOf(rowNorms(trained.at(name + ".vectors")), 0, experts);
        } else {
            const std::size_t row = layer == kOutLayer ? 0 : layer;
            info.trainedScale = scales.empty() ? 1.0 : scales[row];
            info.meanVectorNorm = meanOf(norms, row * experts, experts);
        }
        if (!std::isfinite(info.trainedScale))
            throw Failure(ErrorCode::Model, "the scale of layer " + layerLabel(layer) + " is not finite",
                "layer_scales", "the training has diverged: take an earlier checkpoint");
        layers.push_back(info);
    }
    return layers;
}

ParameterCounts trainedCounts(const TensorMap& trained)
{
    ParameterCounts counts;
    for (const auto& [name, view] : trained) {
        const std::int64_t count = view.elements();
        if (name.starts_with("prompt_proj."))
            counts.projection += count;
        else if (name == "layer_scales" || name.ends_with(".scale"))
            counts.scales += count;
        else if (name == "steering_vectors" || name.ends_with(".vectors"))
            counts.vectors += count;
        else
            counts.routers += count;
    }
    return counts;
}

} // namespace steerscope

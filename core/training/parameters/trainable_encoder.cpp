// SPDX-License-Identifier: MIT
#include "core/training/parameters/trainable_encoder_p.h"

#include "core/training/parameters/initial_values_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace steerscope {

namespace {

std::string layerName(int layer)
{
    return "layers." + std::to_string(layer) + ".";
}

NormWeights freshNorm(std::int64_t width)
{
    return {at::ones({width}), at::zeros({width})};
}

LinearWeights freshLinear(InitialValues& values, at::IntArrayRef shape, double gain = 1.0)
{
    return {values.fanIn(shape, gain), at::zeros({shape[0]})};
}

// Whisper's: sin of t * 10000^(-i / (D/2 - 1)) in the first half of the columns, cos in the second.
at::Tensor sinusoids(int positions, int width)
{
    const int half = width / 2;
    const at::Tensor rates = (at::arange(half, at::kDouble) * (-std::log(10000.0) / (half - 1))).exp();
    const at::Tensor angles = at::arange(positions, at::kDouble).unsqueeze(1) * rates; // [T, D/2]
    return at::cat({angles.sin(), angles.cos()}, 1).to(at::kFloat);
}

void addNorm(ParameterSet& set, const std::string& name, const NormWeights& norm)
{
    set.add(name + ".weight", "encoder", norm.weight, /*decays=*/false);
    set.add(name + ".bias", "encoder", norm.bias, /*decays=*/false);
}

void addLinear(ParameterSet& set, const std::string& name, const LinearWeights& linear)
{
    set.add(name + ".weight", "encoder", linear.weight);
    set.add(name + ".bias", "encoder", linear.bias, /*decays=*/false);
}

// Reads leaves back as casts.
struct Caster {
    const ParameterSet& set;
    at::ScalarType dtype;

    at::Tensor tensor(const std::string& name) const { return set[name].to(dtype); }
    NormWeights norm(const std::string& name) const
    {
        return {tensor(name + ".weight"), tensor(name + ".bias")};
    }
    LinearWeights linear(const std::string& name) const
    {
        return {tensor(name + ".weight"), tensor(name + ".bias")};
    }
    LinearWeights qkv(const std::string& name) const
    {
        const at::Tensor bias = tensor(name + ".qv.bias"); // [2D]
        const auto width = bias.size(0) / 2;
        const at::Tensor none = at::zeros({width}, bias.options());
        return {tensor(name + ".qkv.weight"),
            at::cat({bias.narrow(0, 0, width), none, bias.narrow(0, width, width)})};
    }
};

} // namespace

EncoderWeights randomEncoder(const EncoderConfig& config, std::uint64_t seed)
{
    InitialValues values(seed);
    const std::int64_t width = config.width;
    const double branch = 1.0 / std::sqrt(2.0 * config.layers);
    EncoderWeights weights;
    weights.config = config;
    weights.conv1 = freshLinear(values, {width, config.mels, 3});
    weights.conv2 = freshLinear(values, {width, width, 3});
    weights.positions = sinusoids(config.positions, config.width);
    for (int l = 0; l < config.layers; ++l)
        weights.layers.push_back({freshNorm(width), freshLinear(values, {3 * width, width}),
            freshLinear(values, {width, width}, branch), freshNorm(width),
            freshLinear(values, {config.ffn, width}), freshLinear(values, {width, config.ffn}, branch)});
    weights.finalNorm = freshNorm(width);
    return weights;
}

void addEncoderParameters(ParameterSet& set, const EncoderWeights& weights)
{
    addLinear(set, "conv1", weights.conv1);
    addLinear(set, "conv2", weights.conv2);
    const auto width = weights.config.width;
    for (int l = 0; l < weights.config.layers; ++l) {
        const EncoderLayerWeights& layer = weights.layers[l];
        const std::string name = layerName(l);
        addNorm(set, name + "self_attn_layer_norm", layer.attentionNorm);
        set.add(name + "self_attn.qkv.weight", "encoder", layer.qkv.weight);
        set.add(name + "self_attn.qv.bias", "encoder",
            at::cat({layer.qkv.bias.narrow(0, 0, width), layer.qkv.bias.narrow(0, 2 * width, width)}),
            /*decays=*/false);
        addLinear(set, name + "self_attn.out_proj", layer.out);
        addNorm(set, name + "final_layer_norm", layer.mlpNorm);
        addLinear(set, name + "fc1", layer.fc1);
        addLinear(set, name + "fc2", layer.fc2);
    }
    addNorm(set, "layer_norm", weights.finalNorm);
}

EncoderWeights encoderFromParameters(
    const ParameterSet& set, const EncoderConfig& config, const at::Tensor& positions, at::ScalarType dtype)
{
    const Caster cast{set, dtype};
    EncoderWeights weights;
    weights.config = config;
    weights.conv1 = cast.linear("conv1");
    weights.conv2 = cast.linear("conv2");
    weights.positions = positions.to(dtype);
    for (int l = 0; l < config.layers; ++l) {
        const std::string name = layerName(l);
        weights.layers.push_back({cast.norm(name + "self_attn_layer_norm"), cast.qkv(name + "self_attn"),
            cast.linear(name + "self_attn.out_proj"), cast.norm(name + "final_layer_norm"),
            cast.linear(name + "fc1"), cast.linear(name + "fc2")});
    }
    weights.finalNorm = cast.norm("layer_norm");
    return weights;
}

} // namespace steerscope

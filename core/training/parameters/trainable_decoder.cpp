// SPDX-License-Identifier: MIT
#include "core/training/parameters/trainable_decoder_p.h"

#include "core/training/parameters/initial_values_p.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace steerscope {

namespace {

constexpr double kDeviation = 0.02; // of GPT-2 and all that followed

std::string layerName(int layer)
{
    return "model.layers." + std::to_string(layer) + ".";
}

// One list of names for both ways: f(name, tensor, decays) for every tensor that a config has.
template <class Layer, class F> void eachLayerTensor(const std::string& name, Layer& layer, F&& f)
{
    f(name + "input_layernorm.weight", layer.attentionNorm, false);
    f(name + "self_attn.qkv.weight", layer.qkv, true);
    f(name + "self_attn.qkv.bias", layer.qkvBias, false);
    f(name + "self_attn.q_norm.weight", layer.queryNorm, false);
    f(name + "self_attn.k_norm.weight", layer.keyNorm, false);
    f(name + "self_attn.o_proj.weight", layer.output, true);
    f(name + "self_attn.o_proj.bias", layer.outputBias, false);
    f(name + "post_attention_layernorm.weight", layer.mlpNorm, false);
    f(name + "mlp.gate_up.weight", layer.gateUp, true);
    f(name + "mlp.gate_up.bias", layer.gateUpBias, false);
    f(name + "mlp.down_proj.weight", layer.down, true);
    f(name + "mlp.down_proj.bias", layer.downBias, false);
}

} // namespace

DecoderWeights randomDecoder(const DecoderConfig& config, std::uint64_t seed)
{
    InitialValues values(seed);
    const std::int64_t width = config.width;
    const std::int64_t qkv = config.queryWidth() + 2 * config.keyValueWidth();
    const double branch = kDeviation / std::sqrt(2.0 * config.layers);
    DecoderWeights weights;
    weights.embedding = values.normal({config.vocabulary, width}, kDeviation);
    for (int l = 0; l < config.layers; ++l) {
        DecoderLayerWeights layer;
        layer.attentionNorm = at::ones({width});
        layer.qkv = values.normal({qkv, width}, kDeviation);
        if (config.qkvBias)
            layer.qkvBias = at::zeros({qkv});
        if (config.queryKeyNorm)
            layer.queryNorm = layer.keyNorm = at::ones({config.headWidth});
        layer.output = values.normal({width, config.queryWidth()}, branch);
        if (config.outputBias)
            layer.outputBias = at::zeros({width});
        layer.mlpNorm = at::ones({width});
        layer.gateUp = values.normal({2 * config.intermediate, width}, kDeviation);
        layer.down = values.normal({width, config.intermediate}, branch);
        if (config.mlpBias) {
            layer.gateUpBias = at::zeros({2 * config.intermediate});
            layer.downBias = at::zeros({width});
        }
        weights.layers.push_back(layer);
    }
    weights.norm = at::ones({width});
    weights.head
        = config.tiedHead ? weights.embedding : values.normal({config.vocabulary, width}, kDeviation);
    return weights;
}

void addDecoderParameters(ParameterSet& set, const Decoder& decoder)
{
    const auto add = [&](const std::string& name, const at::Tensor& tensor, bool decays) {
        if (tensor.defined())
            set.add(name, "llm", tensor, decays);
    };
    add("model.embed_tokens.weight", decoder.weights.embedding, true);
    for (int l = 0; l < decoder.config.layers; ++l)
        eachLayerTensor(layerName(l), decoder.weights.layers[l], add);
    add("model.norm.weight", decoder.weights.norm, false);
    if (!decoder.config.tiedHead)
        add("lm_head.weight", decoder.weights.head, true);
}

Decoder decoderFromParameters(const ParameterSet& set, const DecoderConfig& config, at::ScalarType dtype)
{
    const auto cast = [&](const std::string& name, at::Tensor& tensor, bool) {
        if (set.has(name))
            tensor = set[name].to(dtype);
    };
    Decoder decoder{config, {}};
    decoder.weights.embedding = set["model.embed_tokens.weight"].to(dtype);
    decoder.weights.layers.resize(config.layers);
    for (int l = 0; l < config.layers; ++l)
        eachLayerTensor(layerName(l), decoder.weights.layers[l], cast);
    decoder.weights.norm = set["model.norm.weight"].to(dtype);
    decoder.weights.head = config.tiedHead ? decoder.weights.embedding : set["lm_head.weight"].to(dtype);
    return decoder;
}

} // namespace steerscope

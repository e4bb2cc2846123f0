// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_weights_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/model/decoder/weight_memory_p.h"
#include "core/model/shapes_p.h"

#include <c10/core/InferenceMode.h>

#include <map>

namespace steerscope {

namespace {

using Shape = std::vector<std::int64_t>;
using ExpectedShapes = std::map<std::string, Shape>;

void expectLayer(const DecoderConfig& config, const std::string& layer, ExpectedShapes& shapes)
{
    const std::int64_t width = config.width;
    const std::int64_t query = config.queryWidth();
    const std::int64_t keyValue = config.keyValueWidth();
    const auto linear = [&](const std::string& name, std::int64_t rows, std::int64_t columns, bool bias) {
        shapes[layer + name + ".weight"] = {rows, columns};
        if (bias)
            shapes[layer + name + ".bias"] = {rows};
    };
    shapes[layer + "input_layernorm.weight"] = {width};
    linear("self_attn.q_proj", query, width, config.qkvBias);
    linear("self_attn.k_proj", keyValue, width, config.qkvBias);
    linear("self_attn.v_proj", keyValue, width, config.qkvBias);
    linear("self_attn.o_proj", width, query, config.outputBias);
    if (config.queryKeyNorm) {
        shapes[layer + "self_attn.q_norm.weight"] = {config.headWidth};
        shapes[layer + "self_attn.k_norm.weight"] = {config.headWidth};
    }
    shapes[layer + "post_attention_layernorm.weight"] = {width};
    linear("mlp.gate_proj", config.intermediate, width, config.mlpBias);
    linear("mlp.up_proj", config.intermediate, width, config.mlpBias);
    linear("mlp.down_proj", width, config.intermediate, config.mlpBias);
}

std::string layerName(int layer)
{
    return "model.layers." + std::to_string(layer) + ".";
}

ExpectedShapes expectedShapes(const DecoderConfig& config)
{
    ExpectedShapes shapes;
    shapes["model.embed_tokens.weight"] = {config.vocabulary, config.width};
    shapes["model.norm.weight"] = {config.width};
    if (!config.tiedHead)
        shapes["lm_head.weight"] = {config.vocabulary, config.width};
    for (int l = 0; l < config.layers; ++l)
        expectLayer(config, layerName(l), shapes);
    return shapes;
}

// Tensors that some files hold and no one needs.
bool ignored(const std::string& name, const DecoderConfig& config)
{
    return name.ends_with(".rotary_emb.inv_freq") || (config.tiedHead && name == "lm_head.weight");
}

void checkTensors(const DecoderConfig& config, const TensorMap& tensors, const std::string& source)
{
    const ExpectedShapes shapes = expectedShapes(config);
    for (const auto& [name, shape] : shapes) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw Failure(ErrorCode::Model, "tensor '" + name + "' is missing",
                source + ": expected " + shapeText(shape),
                "the folder may be incomplete or of another model");
        if (found->second.shape != shape)
            throw Failure(ErrorCode::Model, "tensor '" + name + "' has the wrong shape",
                source + ": expected " + shapeText(shape) + ", found " + found->second.shapeText(),
                "config.json may be of another model");
    }
    for (const auto& [name, view] : tensors) {
        if (!shapes.contains(name) && !ignored(name, config))
            throw Failure(ErrorCode::Model, "tensor '" + name + "' is not part of this model",
                source + ": found " + view.shapeText(), "config.json may be of another model");
    }
}

class LayerReader {
public:
    LayerReader(WeightLoader& loader, std::string prefix)
        : m_loader(loader)
        , m_prefix(std::move(prefix))
    {
    }

    // Several tensors one below the other.
    at::Tensor rows(const std::vector<std::string>& names) const
    {
        Shape shape = m_loader.shapeOf(m_prefix + names.front());
        shape[0] = 0;
        for (const std::string& name : names)
            shape[0] += m_loader.shapeOf(m_prefix + name)[0];
        const at::Tensor fused = emptyWeight(shape, m_loader.dtype(), m_loader.device());
        std::int64_t row = 0;
        for (const std::string& name : names) {
            const std::int64_t count = m_loader.shapeOf(m_prefix + name)[0];
            m_loader.copyInto(m_prefix + name, fused.narrow(0, row, count));
            row += count;
        }
        return fused;
    }
    at::Tensor rowsIf(bool there, const std::vector<std::string>& names) const
    {
        return there ? rows(names) : at::Tensor();
    }

private:
    WeightLoader& m_loader;
    std::string m_prefix;
};

DecoderLayerWeights readLayer(const DecoderConfig& config, const LayerReader& read)
{
    const std::string attention = "self_attn.";
    DecoderLayerWeights layer;
    layer.attentionNorm = read.rows({"input_layernorm.weight"});
    layer.qkv
        = read.rows({attention + "q_proj.weight", attention + "k_proj.weight", attention + "v_proj.weight"});
    layer.qkvBias = read.rowsIf(
        config.qkvBias, {attention + "q_proj.bias", attention + "k_proj.bias", attention + "v_proj.bias"});
    layer.queryNorm = read.rowsIf(config.queryKeyNorm, {attention + "q_norm.weight"});
    layer.keyNorm = read.rowsIf(config.queryKeyNorm, {attention + "k_norm.weight"});
    layer.output = read.rows({attention + "o_proj.weight"});
    layer.outputBias = read.rowsIf(config.outputBias, {attention + "o_proj.bias"});
    layer.mlpNorm = read.rows({"post_attention_layernorm.weight"});
    layer.gateUp = read.rows({"mlp.gate_proj.weight", "mlp.up_proj.weight"});
    layer.gateUpBias = read.rowsIf(config.mlpBias, {"mlp.gate_proj.bias", "mlp.up_proj.bias"});
    layer.down = read.rows({"mlp.down_proj.weight"});
    layer.downBias = read.rowsIf(config.mlpBias, {"mlp.down_proj.bias"});
    return layer;
}

} // namespace

DecoderWeights loadDecoderWeights(const DecoderConfig& config, TensorMap tensors, const std::string& source,
    at::ScalarType dtype, at::Device device, const ProgressFn& progress, const StopFlag& stop)
{
    checkTensors(config, tensors, source);
    const c10::InferenceMode off(false); // tensors made inside it refuse autograd later
    WeightLoader loader(std::move(tensors), source, {""}, device, dtype);
    DecoderWeights weights;
    const LayerReader whole(loader, "");
    weights.embedding = whole.rows({"model.embed_tokens.weight"});
    for (int l = 0; l < config.layers; ++l) {
        stop.throwIfStopped();
        weights.layers.push_back(readLayer(config, LayerReader(loader, layerName(l))));
        if (progress)
            progress("loading LLM", (l + 1.0) / (config.layers + 1.0));
    }
    weights.norm = whole.rows({"model.norm.weight"});
    weights.head = config.tiedHead ? weights.embedding : whole.rows({"lm_head.weight"});
    weights.bytes = loader.bytes();
    if (progress)
        progress("loading LLM", 1.0);
    return weights;
}

} // namespace steerscope

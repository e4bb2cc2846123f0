// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_weights_p.h"

#include "core/model/checkpoint/weight_loader_p.h"
#include "core/model/decoder/decoder_tensors.h"
#include "core/model/decoder/weight_memory_p.h"

#include <c10/core/InferenceMode.h>

namespace steerscope {

namespace {

using Shape = std::vector<std::int64_t>;

std::string layerName(int layer)
{
    return "model.layers." + std::to_string(layer) + ".";
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
    checkDecoderTensors(tensors, config, source);
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

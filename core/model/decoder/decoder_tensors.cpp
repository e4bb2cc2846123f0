// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_tensors.h"

#include "core/model/checkpoint/tensor_check.h"

namespace steerscope {

namespace {

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

ExpectedShapes expectedShapes(const DecoderConfig& config)
{
    ExpectedShapes shapes;
    shapes["model.embed_tokens.weight"] = {config.vocabulary, config.width};
    shapes["model.norm.weight"] = {config.width};
    if (!config.tiedHead)
        shapes["lm_head.weight"] = {config.vocabulary, config.width};
    for (int l = 0; l < config.layers; ++l)
        expectLayer(config, "model.layers." + std::to_string(l) + ".", shapes);
    return shapes;
}

// Tensors that some files hold and no one needs.
bool ignored(const std::string& name, const DecoderConfig& config)
{
    return name.ends_with(".rotary_emb.inv_freq") || (config.tiedHead && name == "lm_head.weight");
}

} // namespace

void checkDecoderTensors(const TensorMap& tensors, const DecoderConfig& config, const std::string& where)
{
    TensorMap needed = tensors;
    std::erase_if(needed, [&](const auto& item) { return ignored(item.first, config); });
    checkTensors(needed, expectedShapes(config), where, "config.json may be of another model");
}

} // namespace steerscope

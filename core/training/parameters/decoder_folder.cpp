// SPDX-License-Identifier: MIT
#include "core/training/parameters/trainable_decoder_p.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <nlohmann/json.hpp>

namespace steerscope {

namespace {

using Json = nlohmann::ordered_json;

void writeJson(const std::filesystem::path& file, const Json& json)
{
    AtomicFile output(file);
    output.write(json.dump(2) + "\n");
    output.commit();
}

Json configJson(const DecoderConfig& config)
{
    if (config.family != "qwen2")
        throw Failure(ErrorCode::Model, "an LLM of the family '" + config.family + "' is not written", {},
            "train a qwen2-shaped LLM");
    return {{"architectures", {"Qwen2ForCausalLM"}}, {"model_type", "qwen2"}, {"hidden_act", "silu"},
        {"hidden_size", config.width}, {"intermediate_size", config.intermediate},
        {"num_hidden_layers", config.layers}, {"num_attention_heads", config.heads},
        {"num_key_value_heads", config.keyValueHeads}, {"max_position_embeddings", config.positions},
        {"rms_norm_eps", config.normEpsilon}, {"rope_theta", config.rope.theta},
        {"tie_word_embeddings", config.tiedHead}, {"use_sliding_window", false},
        {"vocab_size", config.vocabulary}};
}

class Tensors {
public:
    explicit Tensors(at::ScalarType dtype)
        : m_dtype(dtype)
    {
    }
    void put(const std::string& name, const at::Tensor& tensor)
    {
        if (tensor.defined())
            m_tensors[name] = tensor.detach().to(at::kCPU, m_dtype).contiguous();
    }
    // A fused tensor as its parts, one below the other.
    void putRows(const at::Tensor& fused, const std::vector<std::pair<std::string, std::int64_t>>& parts)
    {
        if (!fused.defined())
            return;
        std::int64_t row = 0;
        for (const auto& [name, rows] : parts) {
            put(name, fused.narrow(0, row, rows));
            row += rows;
        }
    }
    const std::map<std::string, at::Tensor>& all() const { return m_tensors; }

private:
    at::ScalarType m_dtype;
    std::map<std::string, at::Tensor> m_tensors;
};

void putLayer(
    Tensors& tensors, const DecoderConfig& config, const std::string& name, const DecoderLayerWeights& layer)
{
    const std::string attention = name + "self_attn.";
    const std::string mlp = name + "mlp.";
    const auto query = std::int64_t{config.queryWidth()};
    const auto keyValue = std::int64_t{config.keyValueWidth()};
    const auto inner = std::int64_t{config.intermediate};
    for (const char* kind : {".weight", ".bias"}) {
        const bool weight = std::string(kind) == ".weight";
        tensors.putRows(weight ? layer.qkv : layer.qkvBias,
            {{attention + "q_proj" + kind, query}, {attention + "k_proj" + kind, keyValue},
                {attention + "v_proj" + kind, keyValue}});
        tensors.putRows(weight ? layer.gateUp : layer.gateUpBias,
            {{mlp + "gate_proj" + kind, inner}, {mlp + "up_proj" + kind, inner}});
        tensors.put(attention + "o_proj" + kind, weight ? layer.output : layer.outputBias);
        tensors.put(mlp + "down_proj" + kind, weight ? layer.down : layer.downBias);
    }
    tensors.put(name + "input_layernorm.weight", layer.attentionNorm);
    tensors.put(attention + "q_norm.weight", layer.queryNorm);
    tensors.put(attention + "k_norm.weight", layer.keyNorm);
    tensors.put(name + "post_attention_layernorm.weight", layer.mlpNorm);
}

} // namespace

void writeDecoderFolder(const Decoder& decoder, const std::filesystem::path& tokenizer,
    const std::filesystem::path& folder, at::ScalarType dtype)
{
    const DecoderConfig& config = decoder.config;
    const Json settings = configJson(config);
    Tensors tensors(dtype);
    tensors.put("model.embed_tokens.weight", decoder.weights.embedding);
    for (int l = 0; l < config.layers; ++l)
        putLayer(tensors, config, "model.layers." + std::to_string(l) + ".", decoder.weights.layers[l]);
    tensors.put("model.norm.weight", decoder.weights.norm);
    if (!config.tiedHead)
        tensors.put("lm_head.weight", decoder.weights.head);

    std::filesystem::create_directories(folder);
    writeJson(folder / "config.json", settings);
    writeJson(folder / "generation_config.json", {{"eos_token_id", config.stopIds}});
    writeSafetensors(folder / "model.safetensors", tensorsToWrite(tensors.all()), {{"format", "pt"}});
    for (const char* file : {"tokenizer.json", "tokenizer_config.json"})
        if (std::filesystem::exists(tokenizer / file) && tokenizer != folder)
            std::filesystem::copy_file(
                tokenizer / file, folder / file, std::filesystem::copy_options::overwrite_existing);
}

} // namespace steerscope

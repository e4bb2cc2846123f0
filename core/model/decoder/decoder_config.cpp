// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_config.h"

#include "core/model/decoder/json_settings_p.h"

#include <array>
#include <optional>

namespace steerscope {

namespace {

using nlohmann::json;

// What a family of Hugging Face's configuration fixes or defaults.
struct Family {
    const char* modelType;
    const char* name;
    bool queryKeyNorm;
    bool alwaysQkvBias;
    bool biasSettings; // attention_bias, mlp_bias are read
    int defaultHeadWidth; // 0: width / heads
};
constexpr std::array kFamilies{
    Family{"qwen2", "qwen2", false, true, false, 0},
    Family{"qwen3", "qwen3", true, false, true, 128},
    Family{"llama", "llama", false, false, true, 0},
    Family{"mistral", "llama", false, false, false, 0},
};
constexpr int kMistralWindow = 4096; // its default when config.json does not name it

const Family& familyOf(const JsonSettings& settings)
{
    const std::string type = settings.text("model_type");
    for (const Family& family : kFamilies) {
        if (type == family.modelType)
            return family;
    }
    settings.refuse("model_type", "is '" + type + "'", "the LLM must be qwen2, qwen3, llama or mistral");
}

// A window that covers every position changes nothing; a smaller one is not implemented.
void refuseSlidingWindow(const JsonSettings& settings, const Family& family, int positions)
{
    const std::string type = family.modelType;
    if (type == "llama" || (type != "mistral" && !settings.flag("use_sliding_window", false)))
        return;
    const bool named = settings.values().contains("sliding_window");
    if (named && !settings.has("sliding_window"))
        return;
    const int window = settings.whole("sliding_window", kMistralWindow, 1, kMaxPositions);
    if (window < positions)
        settings.refuse("sliding_window", "is " + std::to_string(window),
            "sliding-window attention is not implemented: use a model that attends to all "
                + std::to_string(positions) + " positions");
}

RopeScaling scalingKind(const JsonSettings& rope)
{
    const std::string key = rope.has("rope_type") ? "rope_type" : "type";
    const std::string kind = rope.has(key) ? rope.text(key) : "default";
    if (kind == "default")
        return RopeScaling::None;
    if (kind == "linear")
        return RopeScaling::Linear;
    if (kind == "dynamic")
        return RopeScaling::Dynamic;
    if (kind == "llama3")
        return RopeScaling::Llama3;
    if (kind == "yarn")
        return RopeScaling::Yarn;
    rope.refuse(key, "is '" + kind + "'", "rope scaling must be default, linear, dynamic, llama3 or yarn");
}

RopeConfig readRopeScaling(const JsonSettings& scaling, double theta, int positions)
{
    RopeConfig rope;
    rope.theta = scaling.number("rope_theta", theta, 1.0 + 1e-6, 1e12);
    rope.scaling = scalingKind(scaling);
    if (rope.scaling == RopeScaling::None)
        return rope;
    rope.factor = scaling.number("factor", std::nullopt, 1e-3, 1e4);
    rope.originalPositions = positions;
    if (rope.scaling == RopeScaling::Llama3) {
        rope.originalPositions
            = scaling.whole("original_max_position_embeddings", std::nullopt, 1, kMaxPositions);
        rope.lowFrequencyFactor = scaling.number("low_freq_factor", std::nullopt, 1e-3, 1e4);
        rope.highFrequencyFactor = scaling.number("high_freq_factor", std::nullopt, 1e-3, 1e4);
        if (rope.highFrequencyFactor <= rope.lowFrequencyFactor)
            scaling.refuse("high_freq_factor", "is not above low_freq_factor", "check the file");
    } else if (rope.scaling == RopeScaling::Yarn) {
        rope.originalPositions
            = scaling.whole("original_max_position_embeddings", positions, 1, kMaxPositions);
        rope.betaFast = scaling.number("beta_fast", 32.0, 1e-3, 1e4);
        rope.betaSlow = scaling.number("beta_slow", 1.0, 1e-3, 1e4);
        rope.truncate = scaling.flag("truncate", true);
        if (scaling.has("attention_factor"))
            rope.attentionFactor = scaling.number("attention_factor", std::nullopt, 1e-3, 1e3);
        rope.mscale = scaling.number("mscale", 0.0, 0.0, 1e3);
        rope.mscaleAllDimensions = scaling.number("mscale_all_dim", 0.0, 0.0, 1e3);
    }
    return rope;
}

RopeConfig readRope(const JsonSettings& settings, int positions)
{
    if (settings.number("partial_rotary_factor", 1.0, 0.0, 1.0) != 1.0)
        settings.refuse("partial_rotary_factor", "is not 1", "all dimensions of a head must rotate");
    const double theta = settings.number("rope_theta", 10000.0, 1.0 + 1e-6, 1e12);
    for (const char* key : {"rope_parameters", "rope_scaling"}) {
        if (settings.has(key))
            return readRopeScaling(settings.object(key), theta, positions);
    }
    RopeConfig rope;
    rope.theta = theta;
    return rope;
}

std::vector<int> readStopIds(const JsonSettings& settings, int vocabulary)
{
    if (!settings.has("eos_token_id"))
        return {};
    const json& value = settings.values()["eos_token_id"];
    std::vector<int> ids;
    for (const json& id : value.is_array() ? value : json::array({value})) {
        if (!id.is_number_integer() || id < 0 || id >= vocabulary)
            settings.refuse("eos_token_id", "holds " + id.dump(),
                "ids of the vocabulary of " + std::to_string(vocabulary) + " are possible");
        ids.push_back(id.get<int>());
    }
    return ids;
}

SamplingDefaults readSampling(const JsonSettings& settings)
{
    constexpr int kDefaultTopK = 50; // Hugging Face's when the file does not name it
    SamplingDefaults sampling;
    sampling.sample = settings.flag("do_sample", false);
    sampling.temperature = settings.number("temperature", 1.0, sampling.sample ? 1e-6 : 0.0, 1e6);
    sampling.topK = settings.whole("top_k", sampling.sample ? kDefaultTopK : 0, 0, kMaxVocabulary);
    sampling.topP = settings.number("top_p", 1.0, 0.0, 1.0);
    sampling.repetitionPenalty = settings.number("repetition_penalty", 1.0, 1e-6, 1e6);
    return sampling;
}

void readSizes(const JsonSettings& settings, const Family& family, DecoderConfig& config)
{
    config.layers = settings.whole("num_hidden_layers", std::nullopt, 1, 1024);
    config.width = settings.whole("hidden_size", std::nullopt, 1, 1 << 17);
    config.heads = settings.whole("num_attention_heads", std::nullopt, 1, 4096);
    config.keyValueHeads = settings.whole("num_key_value_heads", config.heads, 1, 4096);
    config.intermediate = settings.whole("intermediate_size", std::nullopt, 1, 1 << 20);
    config.vocabulary = settings.whole("vocab_size", std::nullopt, 1, kMaxVocabulary);
    config.positions = settings.whole("max_position_embeddings", 32768, 1, kMaxPositions);
    config.normEpsilon = settings.number("rms_norm_eps", 1e-6, 0.0, 1.0);
    if (config.heads % config.keyValueHeads != 0)
        settings.refuse("num_key_value_heads", "is " + std::to_string(config.keyValueHeads),
            "it must divide num_attention_heads, " + std::to_string(config.heads));
    const int headWidth = family.defaultHeadWidth ? family.defaultHeadWidth : config.width / config.heads;
    config.headWidth = settings.whole("head_dim", headWidth, 2, 4096);
    if (config.headWidth % 2 != 0)
        settings.refuse("head_dim", "is " + std::to_string(config.headWidth), "it must be even");
}

} // namespace

DecoderConfig readDecoderConfig(const std::filesystem::path& folder)
{
    const JsonSettings settings = readJsonSettings(folder / "config.json");
    const Family& family = familyOf(settings);
    DecoderConfig config;
    config.family = family.name;
    config.queryKeyNorm = family.queryKeyNorm;
    readSizes(settings, family, config);
    if (const std::string activation = settings.text("hidden_act", "silu"); activation != "silu")
        settings.refuse("hidden_act", "is '" + activation + "'", "only silu is implemented");
    refuseSlidingWindow(settings, family, config.positions);
    const bool attentionBias = family.biasSettings && settings.flag("attention_bias", false);
    config.qkvBias = family.alwaysQkvBias || attentionBias;
    config.outputBias = attentionBias;
    config.mlpBias = family.biasSettings && settings.flag("mlp_bias", false);
    config.tiedHead = settings.flag("tie_word_embeddings", false);
    config.rope = readRope(settings, config.positions);
    config.stopIds = readStopIds(settings, config.vocabulary);

    const std::filesystem::path generation = folder / "generation_config.json";
    if (std::filesystem::exists(generation)) {
        const JsonSettings defaults = readJsonSettings(generation);
        if (defaults.has("eos_token_id"))
            config.stopIds = readStopIds(defaults, config.vocabulary);
        config.sampling = readSampling(defaults);
    }
    return config;
}

} // namespace steerscope

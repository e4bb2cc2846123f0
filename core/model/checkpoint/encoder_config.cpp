// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/encoder_config.h"

#include "core/base/error.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/model/decoder/json_settings_p.h"

#include <array>

namespace steerscope {

namespace {

constexpr int kRate = 16000;
constexpr int kMaxWindowSamples = 600 * kRate;

// Longest first: every one of them ends in what follows it.
constexpr std::array kPrefixes{"whisper_encoder.original_encoder.speech_encoder.",
    "whisper_encoder.original_encoder.", "whisper_encoder.speech_encoder.", "model.encoder.", "encoder.", ""};

void readModelSizes(const JsonSettings& model, EncoderConfig& config)
{
    if (const std::string type = model.text("model_type"); type != "whisper")
        model.refuse("model_type", "is '" + type + "'", "the encoder must be a Whisper model");
    config.layers = model.whole("encoder_layers", {}, 1, 256);
    config.width = model.whole("d_model", {}, 1, 16384);
    config.heads = model.whole("encoder_attention_heads", {}, 1, 256);
    config.ffn = model.whole("encoder_ffn_dim", {}, 1, 131072);
    config.mels = model.whole("num_mel_bins", {}, 1, 1024);
    config.positions = model.whole("max_source_positions", {}, 1, 65536);
    if (config.width % config.heads != 0)
        model.refuse("encoder_attention_heads", "is " + std::to_string(config.heads),
            "it must divide d_model, " + std::to_string(config.width));
    if (const std::string activation = model.text("activation_function", "gelu"); activation != "gelu")
        model.refuse("activation_function", "is '" + activation + "'", "only gelu is implemented");
    if (model.flag("scale_embedding", false))
        model.refuse("scale_embedding", "is true", "scaled embeddings are not implemented");
}

void readFeatureSizes(const JsonSettings& features, EncoderConfig& config)
{
    config.sampleRate = features.whole("sampling_rate", kRate, 1, 1'000'000);
    if (config.sampleRate != kRate)
        features.refuse("sampling_rate", "is " + std::to_string(config.sampleRate), "16000 Hz is needed");
    config.fftSize = features.whole("n_fft", 400, 16, 65536);
    config.hop = features.whole("hop_length", 160, 1, config.fftSize);
    const int chunk = features.whole("chunk_length", 30, 1, kMaxWindowSamples / kRate);
    config.windowSamples = features.whole("n_samples", chunk * kRate, config.fftSize, kMaxWindowSamples);
    if (features.has("chunk_length") && config.windowSamples != chunk * kRate)
        features.refuse("n_samples", "is " + std::to_string(config.windowSamples),
            "chunk_length says " + std::to_string(chunk * kRate));
    if (const int size = features.whole("feature_size", config.mels, 1, 1024); size != config.mels)
        features.refuse("feature_size", "is " + std::to_string(size),
            "num_mel_bins of config.json is " + std::to_string(config.mels));
    if (config.melFrames() != 2 * config.positions)
        features.refuse("n_samples", "gives " + std::to_string(config.melFrames()) + " mel frames",
            "max_source_positions of config.json needs " + std::to_string(2 * config.positions));
}

} // namespace

EncoderConfig readEncoderConfig(const std::filesystem::path& folder)
{
    EncoderConfig config;
    readModelSizes(readJsonSettings(folder / "config.json"), config);
    readFeatureSizes(readJsonSettings(folder / "preprocessor_config.json"), config);
    return config;
}

TensorMap encoderTensors(const TensorMap& weights)
{
    for (const std::string prefix : kPrefixes) {
        if (!weights.contains(prefix + "conv1.weight"))
            continue;
        TensorMap encoder;
        for (auto at = weights.lower_bound(prefix); at != weights.end(); ++at) {
            if (!at->first.starts_with(prefix))
                break;
            encoder.emplace(at->first.substr(prefix.size()), at->second);
        }
        return encoder;
    }
    return {};
}

ExpectedShapes encoderShapes(const EncoderConfig& config)
{
    const std::int64_t width = config.width;
    ExpectedShapes shapes{{"conv1.weight", {width, config.mels, 3}}, {"conv1.bias", {width}},
        {"conv2.weight", {width, width, 3}}, {"conv2.bias", {width}},
        {"embed_positions.weight", {config.positions, width}}, {"layer_norm.weight", {width}},
        {"layer_norm.bias", {width}}};
    for (int l = 0; l < config.layers; ++l) {
        const std::string layer = "layers." + std::to_string(l) + ".";
        for (const char* norm : {"self_attn_layer_norm", "final_layer_norm"})
            for (const char* part : {".weight", ".bias"})
                shapes[layer + norm + part] = {width};
        for (const char* linear : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
            shapes[layer + "self_attn." + linear + ".weight"] = {width, width};
            if (std::string(linear) != "k_proj") // Whisper's has none
                shapes[layer + "self_attn." + linear + ".bias"] = {width};
        }
        shapes[layer + "fc1.weight"] = {config.ffn, width};
        shapes[layer + "fc1.bias"] = {config.ffn};
        shapes[layer + "fc2.weight"] = {width, config.ffn};
        shapes[layer + "fc2.bias"] = {width};
    }
    return shapes;
}

void checkEncoderTensors(const TensorMap& encoder, const EncoderConfig& config, const std::string& where)
{
    if (encoder.empty())
        throw Failure(ErrorCode::Model, "there is no Whisper encoder among the tensors", where,
            "names like model.encoder.conv1.weight are expected");
    checkTensors(encoder, encoderShapes(config), where, "config.json may be of another model");
}

} // namespace steerscope

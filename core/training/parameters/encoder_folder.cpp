// SPDX-License-Identifier: MIT
#include "core/training/parameters/trainable_encoder_p.h"

#include "core/base/atomic_file.h"

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

Json configJson(const EncoderConfig& config)
{
    return {{"architectures", {"WhisperForConditionalGeneration"}}, {"model_type", "whisper"},
        {"activation_function", "gelu"}, {"d_model", config.width}, {"encoder_layers", config.layers},
        {"encoder_attention_heads", config.heads}, {"encoder_ffn_dim", config.ffn},
        {"num_mel_bins", config.mels}, {"max_source_positions", config.positions},
        {"scale_embedding", false}};
}

Json preprocessorJson(const EncoderConfig& config)
{
    Json json{{"feature_extractor_type", "WhisperFeatureExtractor"}, {"feature_size", config.mels},
        {"sampling_rate", config.sampleRate}, {"n_fft", config.fftSize}, {"hop_length", config.hop},
        {"n_samples", config.windowSamples}, {"nb_max_frames", config.melFrames()}, {"padding_side", "right"},
        {"padding_value", 0.0}, {"return_attention_mask", false}};
    if (config.windowSamples % config.sampleRate == 0)
        json["chunk_length"] = config.windowSamples / config.sampleRate;
    return json;
}

} // namespace

EncoderWeights readEncoderFolder(const std::filesystem::path& folder)
{
    const EncoderConfig config = readEncoderConfig(folder);
    TensorMap tensors = encoderTensors(readWeightsFolder(folder));
    checkEncoderTensors(tensors, config, folder.string());
    WeightLoader loader(std::move(tensors), folder.string(), {""}, at::kCPU, at::kFloat);
    return loadEncoder(config, loader);
}

void writeEncoderFolder(
    const EncoderWeights& weights, const std::filesystem::path& folder, at::ScalarType dtype)
{
    std::map<std::string, at::Tensor> tensors;
    const auto put = [&](const std::string& name, const at::Tensor& tensor) {
        tensors["model.encoder." + name] = tensor.detach().to(at::kCPU, dtype).contiguous();
    };
    const auto putBoth = [&](const std::string& name, const auto& part) {
        put(name + ".weight", part.weight);
        put(name + ".bias", part.bias);
    };
    putBoth("conv1", weights.conv1);
    putBoth("conv2", weights.conv2);
    put("embed_positions.weight", weights.positions);
    for (int l = 0; l < weights.config.layers; ++l) {
        const EncoderLayerWeights& layer = weights.layers[l];
        const std::string name = "layers." + std::to_string(l) + ".";
        putBoth(name + "self_attn_layer_norm", layer.attentionNorm);
        const auto matrices = layer.qkv.weight.chunk(3);
        const auto biases = layer.qkv.bias.chunk(3);
        const char* parts[] = {"q_proj", "k_proj", "v_proj"};
        for (int i = 0; i < 3; ++i) {
            put(name + "self_attn." + parts[i] + ".weight", matrices[i]);
            if (i != 1) // Whisper's k_proj has no bias
                put(name + "self_attn." + parts[i] + ".bias", biases[i]);
        }
        putBoth(name + "self_attn.out_proj", layer.out);
        putBoth(name + "final_layer_norm", layer.mlpNorm);
        putBoth(name + "fc1", layer.fc1);
        putBoth(name + "fc2", layer.fc2);
    }
    putBoth("layer_norm", weights.finalNorm);

    std::filesystem::create_directories(folder);
    writeJson(folder / "config.json", configJson(weights.config));
    writeJson(folder / "preprocessor_config.json", preprocessorJson(weights.config));
    writeSafetensors(folder / "model.safetensors", tensorsToWrite(tensors), {{"format", "pt"}});
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/model/encoder/encoder_weights_p.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

namespace steerscope {

namespace {

NormWeights takeNorm(WeightLoader& loader, const std::string& name, std::int64_t width)
{
    return {loader.take(name + ".weight", {width}), loader.take(name + ".bias", {width})};
}

LinearWeights takeLinear(WeightLoader& loader, const std::string& name, at::IntArrayRef shape)
{
    return {loader.take(name + ".weight", shape), loader.take(name + ".bias", {shape[0]})};
}

LinearWeights takeFusedQkv(WeightLoader& loader, const std::string& name, std::int64_t width)
{
    const auto options = at::dtype(loader.dtype()).device(loader.device());
    LinearWeights fused{at::empty({3 * width, width}, options), at::zeros({3 * width}, options)};
    const char* parts[] = {"q_proj", "k_proj", "v_proj"};
    for (int i = 0; i < 3; ++i) {
        const std::string part = name + "." + parts[i];
        loader.copyInto(part + ".weight", fused.weight.narrow(0, i * width, width));
        if (i != 1) // Whisper's k_proj has no bias
            loader.copyInto(part + ".bias", fused.bias.narrow(0, i * width, width));
    }
    return fused;
}

} // namespace

EncoderWeights loadEncoder(
    const EncoderConfig& config, WeightLoader& loader, const ProgressFn& progress, const StopFlag& stop)
{
    const std::int64_t width = config.width;
    EncoderWeights weights;
    weights.config = config;
    weights.conv1 = takeLinear(loader, "conv1", {width, config.mels, 3});
    weights.conv2 = takeLinear(loader, "conv2", {width, width, 3});
    weights.positions = loader.take("embed_positions.weight", {config.positions, width});
    for (int l = 0; l < config.layers; ++l) {
        stop.throwIfStopped();
        const std::string layer = "layers." + std::to_string(l) + ".";
        weights.layers.push_back({takeNorm(loader, layer + "self_attn_layer_norm", width),
            takeFusedQkv(loader, layer + "self_attn", width),
            takeLinear(loader, layer + "self_attn.out_proj", {width, width}),
            takeNorm(loader, layer + "final_layer_norm", width),
            takeLinear(loader, layer + "fc1", {config.ffn, width}),
            takeLinear(loader, layer + "fc2", {width, config.ffn})});
        if (progress)
            progress("loading encoder", (l + 1.0) / config.layers);
    }
    weights.finalNorm = takeNorm(loader, "layer_norm", width);
    return weights;
}

} // namespace steerscope

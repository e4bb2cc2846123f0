// SPDX-License-Identifier: MIT
#include "core/model/vad/voice_network_p.h"

#include "core/audio/speech_segments.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/model/shapes_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/lstm.h>
#include <ATen/ops/reflection_pad1d.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/zeros.h>

#include <string>
#include <tuple>

namespace steerscope {

namespace {

constexpr int kFft = 256;
constexpr int kHop = 128;
constexpr int kBins = kFft / 2 + 1;
constexpr int kReflected = 64; // samples mirrored behind a chunk, so that it has 4 frames

VoiceBlock takeBlock(WeightLoader& loader, int number, std::int64_t in, std::int64_t out, std::int64_t stride)
{
    const std::string name = "conv" + std::to_string(number);
    return {loader.take(name + ".weight", {out, in, 3}), loader.take(name + ".bias", {out}), stride};
}

// [N, 576] -> magnitudes [N, 129, 4]
at::Tensor spectrum(const VoiceNetwork& network, const at::Tensor& chunks)
{
    const at::Tensor padded = at::reflection_pad1d(chunks, {0, kReflected}).unsqueeze(1); // [N, 1, 640]
    const at::Tensor parts = at::conv1d(padded, network.stft, /*bias=*/{}, kHop); // [N, 258, 4]
    const at::Tensor real = parts.narrow(1, 0, kBins);
    const at::Tensor imaginary = parts.narrow(1, kBins, kBins);
    return at::sqrt(real * real + imaginary * imaginary);
}

} // namespace

VoiceNetwork loadVoiceNetwork(const std::filesystem::path& file)
{
    WeightLoader loader(readSafetensors(file), file.string(), {""}, at::kCPU, at::kFloat);
    constexpr std::int64_t kGates = 4 * kVoiceWidth;
    VoiceNetwork network;
    network.stft = loader.take("stft_conv.weight", {2 * kBins, 1, kFft});
    network.blocks = {takeBlock(loader, 1, kBins, 128, 1), takeBlock(loader, 2, 128, 64, 2),
        takeBlock(loader, 3, 64, 64, 2), takeBlock(loader, 4, 64, kVoiceWidth, 1)};
    network.inputWeight = loader.take("lstm_cell.weight_ih", {kGates, kVoiceWidth});
    network.hiddenWeight = loader.take("lstm_cell.weight_hh", {kGates, kVoiceWidth});
    network.inputBias = loader.take("lstm_cell.bias_ih", {kGates});
    network.hiddenBias = loader.take("lstm_cell.bias_hh", {kGates});
    network.headWeight = loader.take("final_conv.weight", {1, kVoiceWidth, 1}).squeeze(-1);
    network.headBias = loader.take("final_conv.bias", {1});
    return network;
}

VoiceState silentVoiceState()
{
    return {at::zeros({kVoiceContext}), at::zeros({1, 1, kVoiceWidth}), at::zeros({1, 1, kVoiceWidth})};
}

at::Tensor speechProbabilities(const VoiceNetwork& network, const at::Tensor& samples, VoiceState& state)
{
    expectShape(state.context, {kVoiceContext}, "voice context");
    const at::Tensor heard = at::cat({state.context, samples});
    at::Tensor h = spectrum(network, heard.unfold(0, kVoiceContext + kVoiceChunk, kVoiceChunk));
    for (const VoiceBlock& block : network.blocks)
        h = at::relu(at::conv1d(h, block.weight, block.bias, block.stride, /*padding=*/1));
    expectShape(h, {samples.size(0) / kVoiceChunk, kVoiceWidth, 1}, "encoded chunks");
    at::Tensor spoken; // [N, 1, 128]
    std::tie(spoken, state.hidden, state.cell) = at::lstm(h.permute({0, 2, 1}), {state.hidden, state.cell},
        {network.inputWeight, network.hiddenWeight, network.inputBias, network.hiddenBias},
        /*has_biases=*/true, /*num_layers=*/1, /*dropout=*/0.0, /*train=*/false, /*bidirectional=*/false,
        /*batch_first=*/false);
    state.context = heard.narrow(0, heard.size(0) - kVoiceContext, kVoiceContext).clone();
    return at::sigmoid(at::linear(at::relu(spoken), network.headWeight, network.headBias)).flatten();
}

} // namespace steerscope

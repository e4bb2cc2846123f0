// SPDX-License-Identifier: MIT
// The encoder's figures of docs/performance.md, as ratios measured side by side on a Whisper-small shape with
// random weights (12 layers, D 768, 1500 frames): our attention against LibTorch's fused one, the cost of
// steering at every layer, and what a restart from layer k costs. Usage: bench_encoder [runs] [threads]
#include "bench/measure.h"
#include "bench/random_encoder.h"

#include "core/model/encoder/attention_p.h"
#include "core/model/encoder/encoder_layer_p.h"

#include <ATen/Parallel.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <cstdlib>

using namespace steerscope;

namespace {

// The bare operators with LibTorch's fused attention: what any straightforward port would be.
at::Tensor bareLayer(const EncoderLayerWeights& w, int heads, const at::Tensor& h)
{
    const std::int64_t d = h.size(-1);
    const at::Tensor normed = at::layer_norm(h, {d}, w.attentionNorm.weight, w.attentionNorm.bias);
    const at::Tensor qkv = at::linear(normed, w.qkv.weight, w.qkv.bias);
    const at::Tensor attended = h + at::linear(fusedSelfAttention(qkv, heads), w.out.weight, w.out.bias);
    const at::Tensor inner = at::linear(
        at::layer_norm(attended, {d}, w.mlpNorm.weight, w.mlpNorm.bias), w.fc1.weight, w.fc1.bias);
    return attended + at::linear(at::gelu(inner), w.fc2.weight, w.fc2.bias);
}

at::Tensor bareEncoder(const SteeredEncoder& model, const at::Tensor& mel)
{
    at::Tensor h = convStem(model.encoder, mel);
    for (const EncoderLayerWeights& layer : model.encoder.layers)
        h = bareLayer(layer, model.encoder.config.heads, h);
    return finalNorm(model.encoder, h);
}

void full(const SteeredEncoder& model, const at::Tensor& mel)
{
    EncoderTape none;
    runEncoder(model, mel, {}, none, {/*keepEvery=*/0, {}, {}});
}

void measureRestart(const SteeredEncoder& model, const at::Tensor& mel, int runs)
{
    std::printf("restart after a change of layer k (layers counted from 1), against a full run\n");
    EncoderTape tape;
    runEncoder(model, mel, {}, tape);
    double multiplier = 1.0;
    for (int k : {0, 3, 6, 9, 11}) {
        const auto restart = [&] {
            SteeringSettings settings;
            settings.layers[k].multiplier = multiplier += 0.001;
            EncoderTape copy = tape;
            runEncoder(model, mel, settings, copy);
        };
        const auto p = bench::paired(runs, restart, [&] { full(model, mel); });
        const double share = static_cast<double>(model.depth() - (k + 1)) / model.depth();
        std::printf("  layer %2d: %.3f of a full run (%.1f ms); share of layers to run %.3f; bound 1.1 x + 5 "
                    "ms: %s\n",
            k + 1, p.ratio, p.a * 1e3, share, p.a <= 1.1 * share * p.b + 0.005 ? "kept" : "BROKEN");
    }
}

void measureShape(at::ScalarType dtype, const char* name, int runs)
{
    const EncoderConfig config = bench::whisperSmall();
    const SteeredEncoder steered = bench::randomEncoder(config, /*experts=*/8, dtype);
    SteeredEncoder plain = steered;
    plain.steering.rows.clear();
    const at::Tensor mel = at::randn({1, config.mels, 3000}).to(dtype);
    std::printf("%s\n", name);
    const auto bare = bench::paired(
        runs, [&] { bareEncoder(plain, mel); }, [&] { full(plain, mel); });
    std::printf("  encoder: bare operators with fused attention %.0f ms, ours %.0f ms: %.2f x as fast\n",
        bare.a * 1e3, bare.b * 1e3, bare.ratio);
    const auto cost = bench::paired(
        runs, [&] { full(steered, mel); }, [&] { full(plain, mel); });
    std::printf("  steering at all layers, E = 8: %+.2f %% over the plain encoder (%.0f and %.0f ms)\n",
        (cost.ratio - 1.0) * 100.0, cost.a * 1e3, cost.b * 1e3);
    measureRestart(steered, mel, runs);
}

} // namespace

int main(int argc, char** argv)
{
    const int runs = argc > 1 ? std::atoi(argv[1]) : 9;
    at::set_num_threads(argc > 2 ? std::atoi(argv[2]) : 2);
    const c10::InferenceMode inference;
    std::printf(
        "Whisper-small shape, 30 s, %d threads, median of %d paired runs\n", at::get_num_threads(), runs);
    measureShape(at::kBFloat16, "bfloat16", runs);
    measureShape(at::kFloat, "float32", runs);
    return 0;
}

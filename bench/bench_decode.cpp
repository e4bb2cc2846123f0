// SPDX-License-Identifier: MIT
// One decoded token of a Qwen2.5-0.5B shape with random bfloat16 weights and 300 positions of cache, against
// the memory bandwidth measured beside it: each round reads a large buffer, takes a token through each
// kernel, and one through bare ATen operators. The medians of all rounds are printed. Usage: bench_decode
// [rounds] [threads]
#include "bench/measure.h"

#include "core/model/decoder/decoder_forward_p.h"
#include "core/model/decoder/decoder_step_p.h"
#include "core/model/decoder/drafted_steps_p.h"
#include "core/model/decoder/thread_team.h"
#include "core/model/decoder/weight_memory_p.h"

#include <ATen/Parallel.h>
#include <ATen/ops/randn.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>

using namespace steerscope;

namespace {

constexpr std::int64_t kPositions = 300;
constexpr std::size_t kText = 50; // tokens of a text that is decoded again
constexpr std::int64_t kBufferBytes = std::int64_t{1} << 30;

DecoderConfig qwenHalfBillion()
{
    DecoderConfig config;
    config.family = "qwen2";
    config.layers = 24;
    config.width = 896;
    config.heads = 14;
    config.keyValueHeads = 2;
    config.headWidth = 64;
    config.intermediate = 4864;
    config.vocabulary = 151936;
    config.qkvBias = true;
    config.tiedHead = true;
    config.positions = 32768;
    config.rope.theta = 1e6;
    return config;
}

at::Tensor randomWeight(at::IntArrayRef shape)
{
    at::Tensor weight = emptyWeight(shape, at::kBFloat16, at::kCPU);
    return weight.uniform_(-0.03, 0.03);
}

Decoder randomDecoder(const DecoderConfig& config)
{
    Decoder decoder{config, {}};
    DecoderWeights& weights = decoder.weights;
    weights.embedding = randomWeight({config.vocabulary, config.width});
    weights.head = weights.embedding;
    weights.norm = randomWeight({config.width});
    const std::int64_t qkv = config.queryWidth() + 2 * config.keyValueWidth();
    for (int l = 0; l < config.layers; ++l) {
        DecoderLayerWeights layer;
        layer.attentionNorm = randomWeight({config.width});
        layer.qkv = randomWeight({qkv, config.width});
        layer.qkvBias = randomWeight({qkv});
        layer.output = randomWeight({config.width, config.queryWidth()});
        layer.mlpNorm = randomWeight({config.width});
        layer.gateUp = randomWeight({2 * config.intermediate, config.width});
        layer.down = randomWeight({config.width, config.intermediate});
        weights.layers.push_back(layer);
    }
    return decoder;
}

// Weights that one token reads: everything, the head included.
double bytesRead(const Decoder& decoder)
{
    double bytes = static_cast<double>(decoder.weights.head.nbytes());
    for (const DecoderLayerWeights& layer : decoder.weights.layers) {
        for (const at::Tensor& w : {layer.qkv, layer.output, layer.gateUp, layer.down})
            bytes += static_cast<double>(w.nbytes());
    }
    return bytes;
}

// Sums a buffer on all threads, asking ahead for what comes: nothing but reading.
std::uint64_t readBuffer(const at::Tensor& buffer, int threads)
{
    constexpr std::int64_t kLine = 64 / sizeof(std::uint64_t); // words of a cache line
    constexpr std::int64_t kAhead = 2048 / sizeof(std::uint64_t);
    const auto* words = static_cast<const std::uint64_t*>(buffer.const_data_ptr());
    const std::int64_t lines = static_cast<std::int64_t>(buffer.nbytes()) / 64;
    std::atomic<std::uint64_t> total{0};
    runTeam(threads, [&](const ThreadTeam& team) {
        const auto share = team.share(lines);
        std::uint64_t sums[kLine] = {};
        for (std::int64_t line = share.begin; line < share.end; ++line) {
            __builtin_prefetch(words + line * kLine + kAhead);
            for (std::int64_t i = 0; i < kLine; ++i)
                sums[i] += words[line * kLine + i];
        }
        total += std::accumulate(sums, sums + kLine, std::uint64_t{0});
    });
    return total;
}

struct Contender {
    std::string name;
    double bytes;
    std::function<void()> work;
    std::vector<double> seconds = {};
};

// A text decoded again that stays as it was: token by token, and confirmed in blocks.
void compareConfirming(const Decoder& decoder, KvCache& cache, int rounds)
{
    std::vector<int> text;
    for (std::size_t i = 0; i < kText; ++i)
        text.push_back(static_cast<int>(1000 + 37 * i));
    const auto decodeWith = [&](const std::vector<int>& draft) {
        DraftedSteps steps(decoder, cache, draft);
        for (const int id : text)
            steps.run(id);
        cache.truncate(kPositions);
    };
    const bench::Paired result = bench::paired(
        rounds, [&] { decodeWith(text); }, [&] { decodeWith({}); });
    std::printf("a text of %zu tokens again: confirmed %.0f ms, token by token %.0f ms, ratio %.2f\n", kText,
        result.a * 1e3, result.b * 1e3, result.ratio);
}

} // namespace

int main(int argc, char** argv)
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 30;
    at::set_num_threads(argc > 2 ? std::atoi(argv[2]) : 2);
    const int threads = at::get_num_threads();
    const Decoder decoder = randomDecoder(qwenHalfBillion());
    const c10::InferenceMode inference;
    KvCache cache(decoder);
    decoderHidden(decoder, at::randn({1, kPositions, decoder.config.width}).to(at::kBFloat16), &cache);
    const at::Tensor buffer = emptyWeight({kBufferBytes}, at::kByte, at::kCPU);
    buffer.fill_(1);

    volatile std::uint64_t sink = 0;
    std::vector<Contender> contenders{{"memory read", static_cast<double>(kBufferBytes),
        [&] { sink = sink + readBuffer(buffer, threads); }}};
    const auto addStep = [&](const std::string& name, std::shared_ptr<DecoderStep> step) {
        contenders.push_back({name, bytesRead(decoder), [&cache, step] {
                                  step->run(17);
                                  cache.truncate(kPositions);
                              }});
    };
    for (const RowKernels* kernels : rowKernels())
        addStep(kernels->name, std::make_shared<DecoderStep>(decoder, cache, *kernels));
    addStep("bare ATen", std::make_shared<DecoderStep>(decoder, cache, StepPath::Plain));

    for (int round = -1; round < rounds; ++round) { // the first one warms up
        for (Contender& contender : contenders) {
            const double seconds = bench::seconds(contender.work);
            if (round >= 0)
                contender.seconds.push_back(seconds);
        }
    }
    std::printf(
        "Qwen2.5-0.5B shape, bfloat16, %lld positions of cache, %d threads, %.2f GB of weights a token, "
        "%d rounds\n",
        static_cast<long long>(kPositions), threads, bytesRead(decoder) / 1e9, rounds);
    for (const Contender& contender : contenders) {
        std::vector<double> shares; // of the memory's speed in the same round
        for (std::size_t i = 0; i < contender.seconds.size(); ++i) {
            shares.push_back(
                contender.bytes / contender.seconds[i] * contenders[0].seconds[i] / contenders[0].bytes);
        }
        const double best = *std::min_element(contender.seconds.begin(), contender.seconds.end());
        const double typical = bench::median(contender.seconds);
        std::printf("  %-12s median %6.1f ms, best %6.1f ms, %5.1f GB/s, %3.0f %% of memory read",
            contender.name.c_str(), typical * 1e3, best * 1e3, contender.bytes / typical / 1e9,
            bench::median(shares) * 100.0);
        std::printf(&contender == &contenders[0] ? "\n" : ", %.1f tokens/s\n", 1.0 / typical);
    }
    compareConfirming(decoder, cache, std::max(3, rounds / 6));
    return 0;
}

// SPDX-License-Identifier: MIT
// Checked against: the plain forward pass on ATen operators, which is checked against Hugging Face
// transformers.
#include "core/model/decoder/decoder_step_p.h"

#include "core/base/error.h"
#include "core/model/decoder/decoder_forward_p.h"
#include "tests/core/model/decoder/decoder_fixtures.h"

#include <ATen/Parallel.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <doctest/doctest.h>

using namespace steerscope;

namespace {

struct Precision {
    at::ScalarType dtype;
    double tolerance; // of the plain path's own rounding between operators; the fast one keeps float32 there
};
constexpr Precision kPrecisions[] = {{at::kFloat, 1e-5}, {at::kBFloat16, 0.15}, {at::kHalf, 0.02}};

} // namespace

TEST_CASE("a token through each kernel equals a token through the plain pass")
{
    constexpr std::int64_t kBefore = 255; // the cache grows on the second token
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        for (const Precision& precision : kPrecisions) {
            CAPTURE(family);
            CAPTURE(precision.tolerance);
            const auto decoder = test::fixture(family, precision.dtype);
            KvCache cache(*decoder);
            decoderHidden(*decoder, at::randn({1, kBefore, 64}).to(precision.dtype), &cache);
            const auto threeTokens = [&](DecoderStep& step) {
                std::vector<at::Tensor> logits;
                for (const int id : {17, 1199, 4})
                    logits.push_back(step.run(id));
                CHECK(cache.length() == kBefore + 3);
                cache.truncate(kBefore);
                return logits;
            };
            const auto newKeys = [&] { return cache.keys(2).narrow(1, kBefore, 3).clone(); };
            const auto newValues = [&] { return cache.values(2).narrow(1, kBefore, 3).clone(); };
            DecoderStep plain(*decoder, cache, StepPath::Plain);
            const std::vector<at::Tensor> expected = threeTokens(plain);
            const at::Tensor keys = newKeys();
            const at::Tensor values = newValues();
            for (const RowKernels* kernels : rowKernels()) {
                CAPTURE(kernels->name);
                DecoderStep fast(*decoder, cache, *kernels);
                const std::vector<at::Tensor> found = threeTokens(fast);
                for (std::size_t i = 0; i < expected.size(); ++i)
                    CHECK(test::relativeError(found[i], expected[i]) < precision.tolerance);
                CHECK(test::relativeError(newKeys(), keys) < precision.tolerance);
                CHECK(test::relativeError(newValues(), values) < precision.tolerance);
            }
        }
    }
}

TEST_CASE("several tokens in one pass: bit for bit the same tokens one by one")
{
    constexpr std::int64_t kBefore = 250; // the cache grows on the way
    const std::vector<int> ids{17, 1199, 4, 4, 500, 3, 77, 1, 900, 12, 13};
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        for (const Precision& precision : kPrecisions) {
            CAPTURE(family);
            CAPTURE(precision.tolerance);
            const auto decoder = test::fixture(family, precision.dtype);
            KvCache cache(*decoder);
            decoderHidden(*decoder, at::randn({1, kBefore, 64}).to(precision.dtype), &cache);
            for (const RowKernels* kernels : rowKernels()) {
                CAPTURE(kernels->name);
                DecoderStep step(*decoder, cache, *kernels);
                REQUIRE(step.countsAlike());
                std::vector<at::Tensor> single;
                for (const int id : ids)
                    single.push_back(step.run(id));
                const auto added = static_cast<std::int64_t>(ids.size());
                const at::Tensor keys = cache.keys(1).narrow(1, kBefore, added).clone();
                cache.truncate(kBefore);
                const at::Tensor together = step.run(ids);
                CHECK(cache.length() == kBefore + added);
                for (std::size_t i = 0; i < ids.size(); ++i)
                    CHECK(at::equal(together[static_cast<std::int64_t>(i)], single[i]));
                CHECK(at::equal(cache.keys(1).narrow(1, kBefore, added), keys));
                cache.truncate(kBefore);
            }
        }
    }
}

TEST_CASE("biases everywhere")
{
    TensorMap tensors = test::fixtureTensors("llm-llama");
    for (auto& [name, view] : readSafetensors(test::kData / "decoder" / "goldens.safetensors")) {
        if (name.starts_with("biases/model."))
            tensors[name.substr(7)] = view;
    }
    const DecoderConfig config
        = test::changedConfig("llm-llama", {{"attention_bias", true}, {"mlp_bias", true}});
    const Decoder decoder{config, loadDecoderWeights(config, tensors, "fixture", at::kFloat, at::kCPU)};
    KvCache plainCache(decoder);
    KvCache fastCache(decoder);
    DecoderStep plain(decoder, plainCache, StepPath::Plain);
    DecoderStep fast(decoder, fastCache);
    for (const int id : {17, 1199, 4})
        CHECK(test::relativeError(fast.run(id), plain.run(id)) < 1e-5);
}

TEST_CASE("any number of threads gives the same logits, bit for bit")
{
    const auto decoder = test::fixture("qwen3", at::kBFloat16);
    const int before = at::get_num_threads();
    std::vector<at::Tensor> results;
    for (const int threads : {1, 2, 3, 7}) { // more than key-value heads, more than heads
        at::set_num_threads(threads);
        KvCache cache(*decoder);
        DecoderStep step(*decoder, cache);
        step.run(5);
        results.push_back(step.run(6));
    }
    at::set_num_threads(before);
    for (const at::Tensor& result : results)
        CHECK(result.equal(results.front()));
}

TEST_CASE("a stop flag and a bad id leave the cache as it was")
{
    const auto decoder = test::fixture("qwen2");
    KvCache cache(*decoder);
    DecoderStep step(*decoder, cache);
    step.run(5);
    const StopFlag stop;
    stop.stop();
    CHECK_THROWS_AS(step.run(6, stop), Failure);
    CHECK_THROWS_WITH_AS(step.run(1200), doctest::Contains("token id 1200"), Failure);
    CHECK(cache.length() == 1);
    CHECK_NOTHROW(step.run(6));
    CHECK(cache.length() == 2);
}

// SPDX-License-Identifier: MIT
// Checked against: Hugging Face transformers (tests/data/decoder) in float32, and its own rounding in half
// precision.
#include "core/model/decoder/decoder_forward_p.h"

#include "core/base/error.h"
#include "tests/core/model/decoder/decoder_fixtures.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <doctest/doctest.h>

#include <algorithm>

using namespace steerscope;

namespace {

constexpr double kFloatError = 1e-4; // the project's figure for fixtures in float32

at::Tensor audioAndPrompt(const Decoder& decoder, const std::string& family) // [1, 52, 64]
{
    const at::Tensor audio = test::fixtureAudio(family).to(decoder.weights.dtype());
    return at::cat({audio, embedTokens(decoder, test::promptIds(12))}).unsqueeze(0);
}

at::Tensor lastLogits(const Decoder& decoder, const at::Tensor& embeddings)
{
    return headLogits(decoder, decoderHidden(decoder, embeddings))[0][-1];
}

} // namespace

TEST_CASE("half precision is as close to float32 as transformers' own")
{
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        CAPTURE(family);
        const at::Tensor exact = test::golden("half-" + family + "/first_logits");
        const auto& theirs = test::goldens()["half"][family];
        const auto single = test::fixture(family);
        CHECK(test::relativeError(lastLogits(*single, audioAndPrompt(*single, family)), exact) < kFloatError);
        const auto brain = test::fixture(family, at::kBFloat16);
        CHECK(test::relativeError(lastLogits(*brain, audioAndPrompt(*brain, family)), exact)
            < 1.5 * theirs["bfloat16"].get<double>());
        const auto half = test::fixture(family, at::kHalf);
        CHECK(test::relativeError(lastLogits(*half, audioAndPrompt(*half, family)), exact)
            < 1.5 * theirs["float16"].get<double>());
    }
}

TEST_CASE("the gradient goes through to the audio embeddings")
{
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        CAPTURE(family);
        const auto decoder = test::fixture(family);
        const auto& expected = test::goldens()["score"][family];
        const auto target = expected["target"].get<std::vector<int>>();
        std::vector<int> labels = target;
        labels.push_back(decoder->config.stopIds.front());

        const at::Tensor audio = test::fixtureAudio(family).requires_grad_(true);
        const at::Tensor embeddings
            = at::cat({audio, embedTokens(*decoder, test::promptIds(12)), embedTokens(*decoder, target)})
                  .unsqueeze(0);
        const at::Tensor hidden = decoderHidden(*decoder, embeddings)[0]; // [58, 64]
        const auto count = static_cast<std::int64_t>(labels.size());
        const at::Tensor logprobs
            = at::log_softmax(headLogits(*decoder, hidden.narrow(0, hidden.size(0) - count, count)), -1);
        at::Tensor sum = at::zeros({});
        for (std::int64_t i = 0; i < count; ++i) {
            const at::Tensor logprob = logprobs[i][labels[static_cast<std::size_t>(i)]];
            CHECK(logprob.item<double>()
                == doctest::Approx(expected["logprobs"][i].get<double>()).epsilon(1e-4));
            sum = sum + logprob;
        }
        sum.backward();
        CHECK(test::relativeError(audio.grad(), test::golden("score-" + family + "/audio_gradient"))
            < kFloatError);
    }
}

TEST_CASE("sequences of a batch do not see each other, nor what pads the shorter one")
{
    const auto decoder = test::fixture("qwen3");
    const at::Tensor one = at::randn({20, 64});
    const at::Tensor other = at::randn({20, 64});
    const at::Tensor together = decoderHidden(*decoder, at::stack({one, other})); // [2, 20, 64]
    const at::Tensor alone = decoderHidden(*decoder, one.narrow(0, 0, 13).unsqueeze(0)); // [1, 13, 64]
    CHECK(test::relativeError(together[0].narrow(0, 0, 13), alone[0]) < 1e-5);
}

TEST_CASE("a pass in pieces through the cache equals one pass")
{
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        CAPTURE(family);
        const auto decoder = test::fixture(family);
        const at::Tensor input = at::randn({1, 300, 64}); // beyond one block of the cache
        const at::Tensor whole = decoderHidden(*decoder, input);
        KvCache cache(*decoder);
        std::vector<at::Tensor> pieces;
        std::int64_t begin = 0;
        for (const std::int64_t count : {1, 100, 150, 1, 48}) {
            pieces.push_back(decoderHidden(*decoder, input.narrow(1, begin, count), &cache));
            begin += count;
        }
        CHECK(cache.length() == 300);
        CHECK(test::relativeError(at::cat(pieces, 1), whole) < 1e-5);

        cache.truncate(50); // what follows is computed again from there
        const at::Tensor again = decoderHidden(*decoder, input.narrow(1, 50, 30), &cache);
        CHECK(test::relativeError(again, whole.narrow(1, 50, 30)) < 1e-5);
    }
}

TEST_CASE("bad input is refused with what was expected and found")
{
    const auto decoder = test::fixture("qwen2");
    CHECK_THROWS_WITH_AS(embedTokens(*decoder, {3, 1200}), doctest::Contains("token id 1200"), Failure);
    CHECK_THROWS_WITH_AS(embedTokens(*decoder, {-1}), doctest::Contains("token id -1"), Failure);
    CHECK_THROWS_WITH_AS(
        decoderHidden(*decoder, at::zeros({1, 4, 63})), doctest::Contains("[1, 4, 63]"), Failure);
}

TEST_CASE("a raised stop flag ends a pass and leaves the cache as it was")
{
    const auto decoder = test::fixture("qwen2");
    KvCache cache(*decoder);
    decoderHidden(*decoder, at::randn({1, 10, 64}), &cache);
    const StopFlag stop;
    stop.stop();
    CHECK_THROWS_AS(decoderHidden(*decoder, at::randn({1, 10, 64}), &cache, stop), Failure);
    CHECK(cache.length() == 10);
}

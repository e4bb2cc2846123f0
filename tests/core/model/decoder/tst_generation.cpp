// SPDX-License-Identifier: MIT
// Checked against: the reference (tests/data/models) and Hugging Face transformers (tests/data/decoder).
#include "core/model/decoder/generation_p.h"

#include "core/base/error.h"
#include "core/model/decoder/row_kernels.h"
#include "core/text/tokenizer.h"
#include "tests/core/model/decoder/decoder_fixtures.h"

#include <ATen/ops/randn.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/zeros.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

using namespace steerscope;

namespace {

constexpr double kFloatError = 1e-4;

std::vector<int> idsOf(const GenerateResult& result)
{
    std::vector<int> ids;
    for (const ScoredToken& token : result.tokens)
        ids.push_back(token.id);
    return ids;
}

GenerateOptions tokens(int count)
{
    GenerateOptions options;
    options.maxTokens = count;
    return options;
}

DecoderInput input(const std::string& family, int promptLength = 12)
{
    return {test::fixtureAudio(family), test::promptIds(promptLength), 0};
}

} // namespace

TEST_CASE("audio and prompt give the reference's logits, tokens, text and log-probabilities")
{
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        CAPTURE(family);
        const auto expected = test::readJson(test::kData / "models/expected" / ("llm-" + family + ".json"));
        const TensorMap tensors
            = readSafetensors(test::kData / "models/expected" / ("llm-" + family + ".safetensors"));
        const auto tokenizer = Tokenizer::load(test::kData / "models" / ("llm-" + family));
        const auto decoder = test::fixture(family);
        PromptCache cache;
        const DecoderInput audioAndPrompt{mappedTensor(tensors.at("audio_embeds")),
            tokenizer->encode(expected["prompt"].get<std::string>()), 0};
        std::vector<int> told;
        const GenerateResult result = generate(*decoder, audioAndPrompt, tokens(20), cache,
            [&](const ScoredToken& token) { told.push_back(token.id); });

        CHECK(
            test::relativeError(result.firstLogits, mappedTensor(tensors.at("first_logits"))) < kFloatError);
        const auto ids = expected["tokens"].get<std::vector<int>>();
        CHECK(idsOf(result) == ids);
        CHECK(told == ids);
        CHECK(tokenizer->decode(ids) == expected["text"].get<std::string>());
        for (std::size_t i = 0; i < ids.size(); ++i)
            CHECK(result.tokens[i].logprob
                == doctest::Approx(expected["token_logprobs"][i].get<double>()).epsilon(1e-4));
        CHECK(result.end == TextEnd::TokenLimit);
        CHECK(result.prefill.reused == 0);
    }
}

TEST_CASE("rope scaling beyond the original positions, tied heads, Mistral and biases as transformers "
          "computes them")
{
    for (const auto& [name, expected] : test::goldens()["models"].items()) {
        CAPTURE(name);
        const auto base = expected["base"].get<std::string>();
        const DecoderConfig config = test::changedConfig(base, expected["config"]);
        TensorMap tensors = test::fixtureTensors(base);
        if (config.mlpBias) {
            for (auto& [tensor, view] : readSafetensors(test::kData / "decoder/goldens.safetensors")) {
                if (tensor.starts_with("biases/model."))
                    tensors[tensor.substr(7)] = view;
            }
        }
        const Decoder decoder{config, loadDecoderWeights(config, tensors, base, at::kFloat, at::kCPU)};
        PromptCache cache;
        const DecoderInput prompt{{}, test::promptIds(expected["ids"].get<int>()), 0};
        const GenerateResult result = generate(decoder, prompt, tokens(8), cache);
        CHECK(test::relativeError(result.firstLogits, test::golden(name + "/first_logits")) < kFloatError);
        CHECK(idsOf(result) == expected["tokens"].get<std::vector<int>>());
        for (std::size_t i = 0; i < result.tokens.size(); ++i)
            CHECK(result.tokens[i].logprob
                == doctest::Approx(expected["logprobs"][i].get<double>()).epsilon(1e-4));
    }
}

TEST_CASE("a target's log-probability is transformers' own, whether or not its prompt is kept")
{
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        CAPTURE(family);
        const auto& expected = test::goldens()["score"][family];
        const auto decoder = test::fixture(family);
        PromptCache cache;
        for (const int reused : {0, 52}) {
            const ScoreResult score
                = scoreTarget(*decoder, input(family), expected["target"].get<std::vector<int>>(), cache);
            CHECK(score.prefill.reused == reused);
            REQUIRE(score.tokens.size() == 7);
            double sum = 0.0;
            for (std::size_t i = 0; i < 7; ++i) {
                CHECK(score.tokens[i].logprob
                    == doctest::Approx(expected["logprobs"][i].get<double>()).epsilon(1e-4));
                sum += expected["logprobs"][i].get<double>();
            }
            CHECK(score.logprob == doctest::Approx(sum).epsilon(1e-4));
            CHECK(score.tokens.back().id == 1199);
        }
    }
}

TEST_CASE("scoring what greedy decoding wrote gives its log-probabilities")
{
    const auto decoder = test::fixture("qwen2");
    PromptCache cache;
    const GenerateResult written
        = generate(*decoder, input("qwen2"), tokens(100), cache); // more than a block of the head
    const ScoreResult score = scoreTarget(*decoder, input("qwen2"), idsOf(written), cache);
    REQUIRE(score.tokens.size() == written.tokens.size() + 1);
    for (std::size_t i = 0; i < written.tokens.size(); ++i)
        CHECK(score.tokens[i].logprob == doctest::Approx(written.tokens[i].logprob).epsilon(1e-3));
    CHECK(scoreTarget(*decoder, input("qwen2"), {}, cache).tokens.size() == 1); // the stop token alone
}

TEST_CASE("the unchanged beginning of audio and prompt is reused, and nothing else")
{
    const auto decoder = test::fixture("qwen3");
    PromptCache cache;
    const DecoderInput first = input("qwen3");
    const GenerateResult fresh = generate(*decoder, first, tokens(6), cache);
    CHECK(fresh.prefill.positions == 52);

    const GenerateResult again = generate(*decoder, first, tokens(6), cache);
    CHECK(again.prefill.reused == 52);
    CHECK(idsOf(again) == idsOf(fresh));
    CHECK(again.firstLogits.equal(fresh.firstLogits));

    DecoderInput otherPrompt = first;
    otherPrompt.promptIds[9] = 700;
    DecoderInput longerPrompt = first;
    longerPrompt.promptIds.push_back(5);
    DecoderInput shorterPrompt = first;
    shorterPrompt.promptIds.pop_back();
    DecoderInput otherAudio = first;
    otherAudio.audio = first.audio.clone();
    otherAudio.audio[30][7] += 1e-6;
    DecoderInput otherWindow = first;
    otherWindow.window = 1;
    struct Case {
        const char* name;
        const DecoderInput& input;
        int reused;
    };
    for (const Case& c : {Case{"prompt", otherPrompt, 49}, Case{"longer", longerPrompt, 52},
             Case{"shorter", shorterPrompt, 50}, Case{"audio", otherAudio, 30},
             Case{"window", otherWindow, 0}}) {
        CAPTURE(c.name);
        PromptCache warm;
        generate(*decoder, first, tokens(3), warm);
        const GenerateResult found = generate(*decoder, c.input, tokens(6), warm);
        CHECK(found.prefill.reused == c.reused);
        PromptCache cold;
        const GenerateResult expected = generate(*decoder, c.input, tokens(6), cold);
        CHECK(test::relativeError(found.firstLogits, expected.firstLogits) < 1e-5);
        CHECK(idsOf(found) == idsOf(expected));
    }
}

TEST_CASE("keys rotated for another length are not reused under dynamic scaling")
{
    const DecoderConfig config = test::changedConfig("llm-llama",
        {{"max_position_embeddings", 64}, {"rope_scaling", {{"rope_type", "dynamic"}, {"factor", 2.0}}}});
    const Decoder decoder{config,
        loadDecoderWeights(config, test::fixtureTensors("llm-llama"), "fixture", at::kFloat, at::kCPU)};
    PromptCache cache;
    generate(decoder, {{}, test::promptIds(50), 0}, tokens(30), cache);
    CHECK(generate(decoder, {{}, test::promptIds(60), 0}, tokens(1), cache).prefill.reused == 50);
    CHECK(generate(decoder, {{}, test::promptIds(80), 0}, tokens(1), cache).prefill.reused == 0);
    CHECK(generate(decoder, {{}, test::promptIds(80), 0}, tokens(1), cache).prefill.reused == 80);
}

TEST_CASE("kept prompts stay within the budget, the last used ones first")
{
    const auto decoder = test::fixture("qwen2");
    PromptCache measure;
    generate(*decoder, input("qwen2"), tokens(1), measure);
    PromptCache cache(2 * measure.bytes());
    for (const int window : {0, 1, 0, 2}) {
        DecoderInput in = input("qwen2");
        in.window = window;
        generate(*decoder, in, tokens(1), cache);
    }
    CHECK(cache.bytes() <= 2 * measure.bytes());
    const auto reusedOf = [&](int window) {
        DecoderInput in = input("qwen2");
        in.window = window;
        return generate(*decoder, in, tokens(1), cache).prefill.reused;
    };
    CHECK(reusedOf(0) == 52);
    CHECK(reusedOf(2) == 52);
    CHECK(reusedOf(1) == 0);
    cache.clear();
    CHECK(cache.bytes() == 0);
}

TEST_CASE("a stop token ends the text and is not part of it")
{
    auto decoder = *test::fixture("qwen2");
    PromptCache cache;
    const GenerateResult open = generate(decoder, input("qwen2"), tokens(10), cache);
    decoder.config.stopIds = {1199, open.tokens[4].id};
    const GenerateResult stopped = generate(decoder, input("qwen2"), tokens(10), cache);
    CHECK(stopped.end == TextEnd::StopToken);
    CHECK(stopped.tokens.size() == 4);
    CHECK(stopped.endLogprob == doctest::Approx(open.tokens[4].logprob));
    CHECK(generate(decoder, input("qwen2"), tokens(0), cache).tokens.empty());
}

TEST_CASE(
    "the model's own sampling repeats with its seed, and its log-probabilities are the raw distribution's")
{
    auto decoder = *test::fixture("qwen2");
    decoder.config.sampling = {true, 1.5, 50, 0.95, 1.1};
    PromptCache cache;
    GenerateOptions options = tokens(12);
    options.sampling = Sampling::Model;
    options.seed = 3;
    const GenerateResult one = generate(decoder, input("qwen2"), options, cache);
    CHECK(idsOf(generate(decoder, input("qwen2"), options, cache)) == idsOf(one));
    options.seed = 4;
    CHECK(idsOf(generate(decoder, input("qwen2"), options, cache)) != idsOf(one));
    const ScoreResult score = scoreTarget(decoder, input("qwen2"), idsOf(one), cache);
    for (std::size_t i = 0; i < one.tokens.size(); ++i)
        CHECK(score.tokens[i].logprob == doctest::Approx(one.tokens[i].logprob).epsilon(1e-3));
}

TEST_CASE("stopping in the middle of a text leaves a cache that still answers rightly")
{
    const auto decoder = test::fixture("llama");
    PromptCache fresh;
    const GenerateResult expected = generate(*decoder, input("llama"), tokens(8), fresh);
    PromptCache cache;
    const StopFlag stop;
    int seen = 0;
    const auto stopAfterThree = [&](const ScoredToken&) {
        if (++seen == 3)
            stop.stop();
    };
    try {
        generate(*decoder, input("llama"), tokens(8), cache, stopAfterThree, stop);
        FAIL("not stopped");
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Cancelled);
    }
    CHECK(seen == 3);
    const GenerateResult after = generate(*decoder, input("llama"), tokens(8), cache);
    CHECK(after.prefill.reused == 52);
    CHECK(idsOf(after) == idsOf(expected));
}

TEST_CASE("bad input is refused before any work, and says why")
{
    const auto decoder = test::fixture("qwen2");
    PromptCache cache;
    DecoderInput badId = input("qwen2");
    badId.promptIds[3] = 1200;
    CHECK_THROWS_WITH_AS(generate(*decoder, badId, {}, cache), doctest::Contains("token id 1200"), Failure);
    CHECK_THROWS_WITH_AS(
        scoreTarget(*decoder, input("qwen2"), {7, -2}, cache), doctest::Contains("token id -2"), Failure);
    DecoderInput narrow = input("qwen2");
    narrow.audio = at::zeros({40, 32});
    CHECK_THROWS_WITH_AS(generate(*decoder, narrow, {}, cache), doctest::Contains("[40, 32]"), Failure);
    CHECK_THROWS_AS(generate(*decoder, {{}, {}, 0}, {}, cache), Failure);
    DecoderInput broken = input("qwen2");
    broken.audio[5][5] = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(generate(*decoder, broken, {}, cache), doctest::Contains("not finite"), Failure);
}

TEST_CASE("a draft, whatever it holds, changes nothing but the work")
{
    std::mt19937 random(3);
    int confirmed = 0;
    for (const std::string family : {"qwen2", "qwen3", "llama"}) {
        for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
            CAPTURE(family);
            const auto decoder = test::fixture(family, dtype);
            for (int round = 0; round < 12; ++round) {
                DecoderInput audioAndPrompt = input(family, 3 + round);
                audioAndPrompt.audio = at::randn_like(audioAndPrompt.audio);
                PromptCache cache;
                const GenerateResult plain = generate(*decoder, audioAndPrompt, tokens(90), cache);
                const std::vector<int> text = idsOf(plain);
                std::vector<std::vector<int>> drafts{text, {}};
                drafts.push_back(text); // longer than the text
                drafts.back().insert(drafts.back().end(), 5, 7);
                drafts.push_back(text); // another word somewhere
                if (!text.empty())
                    drafts.back()[random() % text.size()] ^= 1;
                drafts.emplace_back(
                    text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.size() / 2));
                for (const std::vector<int>& draft : drafts) {
                    GenerateOptions options = tokens(90);
                    options.draft = draft;
                    const GenerateResult drafted = generate(*decoder, audioAndPrompt, options, cache);
                    REQUIRE(idsOf(drafted) == text);
                    for (std::size_t i = 0; i < text.size(); ++i)
                        CHECK(drafted.tokens[i].logprob == plain.tokens[i].logprob);
                    CHECK(drafted.end == plain.end);
                    CHECK(drafted.endLogprob == plain.endLogprob);
                    CHECK(drafted.confirmed <= static_cast<int>(std::min(draft.size(), text.size())));
                    confirmed += drafted.confirmed;
                    // What is kept of the prompt is as it was.
                    CHECK(idsOf(generate(*decoder, audioAndPrompt, tokens(90), cache)) == text);
                }
            }
        }
    }
    CHECK((confirmed > 0 || rowKernels().empty()));
}

TEST_CASE("a sampled text uses no draft")
{
    const auto decoder = test::fixture("qwen2");
    PromptCache cache;
    GenerateOptions options = tokens(10);
    options.sampling = Sampling::Model;
    options.seed = 4;
    const GenerateResult plain = generate(*decoder, input("qwen2"), options, cache);
    options.draft = idsOf(plain);
    const GenerateResult drafted = generate(*decoder, input("qwen2"), options, cache);
    CHECK(idsOf(drafted) == idsOf(plain));
    CHECK(drafted.confirmed == 0);
}

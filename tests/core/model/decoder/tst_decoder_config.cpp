// SPDX-License-Identifier: MIT
// Checked against: the settings as published in the models' config.json files, and Hugging Face's defaults
// for absent ones.
#include "core/model/decoder/decoder_config.h"

#include "core/base/error.h"
#include "tests/core/model/decoder/decoder_fixtures.h"

#include <doctest/doctest.h>

using namespace steerscope;
using nlohmann::json;
using steerscope::test::changedConfig;

namespace {

Error refusal(const json& changes, const std::string& base = "llm-qwen2")
{
    try {
        changedConfig(base, changes);
    } catch (const Failure& failure) {
        return failure.error();
    }
    return {ErrorCode::Internal, "not refused", {}, {}};
}

DecoderConfig withGeneration(const json& generation)
{
    const test::TemporaryFolder folder;
    std::filesystem::copy(test::kData / "models/llm-qwen2/config.json", folder.path() / "config.json");
    std::ofstream(folder.path() / "generation_config.json") << generation;
    return readDecoderConfig(folder.path());
}

} // namespace

TEST_CASE("the three families differ in biases, norms and heads")
{
    const DecoderConfig qwen2 = readDecoderConfig(test::kData / "models/llm-qwen2");
    CHECK(qwen2.family == "qwen2");
    CHECK(qwen2.layers == 3);
    CHECK(qwen2.width == 64);
    CHECK(qwen2.headWidth == 16);
    CHECK(qwen2.qkvBias);
    CHECK_FALSE(qwen2.outputBias);
    CHECK(qwen2.tiedHead);
    CHECK(qwen2.stopIds == std::vector<int>{1199});

    const DecoderConfig qwen3 = readDecoderConfig(test::kData / "models/llm-qwen3");
    CHECK(qwen3.queryKeyNorm);
    CHECK_FALSE(qwen3.qkvBias);
    CHECK(qwen3.headWidth == 24);
    CHECK(qwen3.queryWidth() == 96);

    const DecoderConfig llama = readDecoderConfig(test::kData / "models/llm-llama");
    CHECK_FALSE(llama.tiedHead);
    CHECK(llama.rope.scaling == RopeScaling::Llama3);
    CHECK(llama.rope.originalPositions == 256);
    CHECK(llama.rope.theta == 500000.0);
}

TEST_CASE("absent settings take the family's defaults")
{
    CHECK(changedConfig("llm-qwen3", {{"head_dim", nullptr}}).headWidth == 128);
    CHECK(changedConfig("llm-llama", {{"head_dim", nullptr}}).headWidth == 16);
    CHECK(changedConfig("llm-llama", {{"num_key_value_heads", nullptr}}).keyValueHeads == 4);
    CHECK(changedConfig("llm-llama", {{"rope_scaling", nullptr}, {"rope_theta", nullptr}}).rope.theta
        == 10000.0);
    CHECK_FALSE(changedConfig("llm-qwen2", {{"tie_word_embeddings", nullptr}}).tiedHead);
}

TEST_CASE("rope settings are found under their old and new keys")
{
    const json nested{{"rope_type", "linear"}, {"factor", 3.0}, {"rope_theta", 77.0}};
    const DecoderConfig newer
        = changedConfig("llm-qwen2", {{"rope_parameters", nested}, {"rope_theta", nullptr}});
    CHECK(newer.rope.scaling == RopeScaling::Linear);
    CHECK(newer.rope.theta == 77.0);
    const DecoderConfig legacy
        = changedConfig("llm-qwen2", {{"rope_scaling", {{"type", "dynamic"}, {"factor", 2}}}});
    CHECK(legacy.rope.scaling == RopeScaling::Dynamic);
    CHECK(legacy.rope.originalPositions == 4096);
    CHECK(changedConfig("llm-qwen2", {{"rope_scaling", {{"rope_type", "default"}}}}).rope.scaling
        == RopeScaling::None);
}

TEST_CASE("generation_config.json gives stop ids and sampling")
{
    const DecoderConfig qwen = withGeneration({{"eos_token_id", {1198, 1197}}, {"do_sample", true},
        {"temperature", 0.7}, {"top_p", 0.8}, {"top_k", 20}, {"repetition_penalty", 1.05}});
    CHECK(qwen.stopIds == std::vector<int>{1198, 1197});
    CHECK(qwen.sampling.sample);
    CHECK(qwen.sampling.temperature == 0.7);
    CHECK(qwen.sampling.topK == 20);
    CHECK(qwen.sampling.topP == 0.8);
    CHECK(qwen.sampling.repetitionPenalty == 1.05);
    // transformers.GenerationConfig().top_k is 50
    CHECK(withGeneration({{"do_sample", true}}).sampling.topK == 50);
    CHECK(withGeneration(json::object()).stopIds == std::vector<int>{1199});
    CHECK_THROWS_AS(withGeneration({{"eos_token_id", 1200}}), Failure);
    CHECK_THROWS_AS(withGeneration({{"do_sample", true}, {"temperature", 0}}), Failure);
}

TEST_CASE("what is not implemented or absurd is refused by name, with what was found")
{
    struct Case {
        json changes;
        const char* setting;
        const char* base = "llm-qwen2";
    };
    const std::vector<Case> cases{
        {{{"model_type", "gemma2"}}, "'model_type' is 'gemma2'"},
        {{{"hidden_act", "gelu"}}, "'hidden_act' is 'gelu'"},
        {{{"num_hidden_layers", 2000000000}}, "'num_hidden_layers' is 2000000000"},
        {{{"num_hidden_layers", 0}}, "'num_hidden_layers' is 0"},
        {{{"hidden_size", 1e18}}, "'hidden_size'"},
        {{{"hidden_size", -64}}, "'hidden_size' is -64"},
        {{{"hidden_size", 64.5}}, "'hidden_size' is 64.5"},
        {{{"hidden_size", nullptr}}, "'hidden_size' is missing"},
        {{{"vocab_size", "many"}}, "'vocab_size' is \"many\""},
        {{{"intermediate_size", 1e12}}, "'intermediate_size'"},
        {{{"num_key_value_heads", 3}}, "'num_key_value_heads' is 3"},
        {{{"head_dim", 15}}, "'head_dim' is 15"},
        {{{"rms_norm_eps", "small"}}, "'rms_norm_eps'"},
        {{{"tie_word_embeddings", 1}}, "'tie_word_embeddings' is 1"},
        {{{"rope_scaling", {{"rope_type", "longrope"}, {"factor", 2}}}}, "'rope_type' is 'longrope'"},
        {{{"rope_scaling", {{"type", "mrope"}}}}, "'type' is 'mrope'"},
        {{{"rope_scaling", {{"rope_type", "yarn"}}}}, "'factor' is missing"},
        {{{"rope_scaling", {{"rope_type", "llama3"}, {"factor", 8}}}}, "'original_max_position_embeddings'"},
        {{{"rope_scaling", 4}}, "'rope_scaling' is no object"},
        {{{"partial_rotary_factor", 0.5}}, "'partial_rotary_factor'"},
        {{{"use_sliding_window", true}, {"sliding_window", 1024}}, "'sliding_window' is 1024"},
        {{{"model_type", "mistral"}, {"sliding_window", 1024}}, "'sliding_window' is 1024", "llm-llama"},
        {{{"eos_token_id", json::array({5, 1200})}}, "'eos_token_id' holds 1200"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.setting);
        const Error error = refusal(c.changes, c.base);
        CHECK(error.code == ErrorCode::Model);
        CHECK(error.what.find(c.setting) != std::string::npos);
        CHECK(error.where.find("config.json") != std::string::npos);
        CHECK_FALSE(error.remedy.empty());
    }
}

TEST_CASE("a sliding window that covers every position changes nothing")
{
    CHECK_NOTHROW(changedConfig("llm-qwen2", {{"use_sliding_window", true}, {"sliding_window", 4096}}));
    CHECK_NOTHROW(changedConfig("llm-qwen2", {{"use_sliding_window", false}, {"sliding_window", 16}}));
    CHECK(changedConfig("llm-llama", {{"model_type", "mistral"}, {"sliding_window", nullptr}}).family
        == "llama");
}

TEST_CASE("a missing or damaged configuration file is named")
{
    const test::TemporaryFolder folder;
    CHECK_THROWS_AS(readDecoderConfig(folder.path()), Failure);
    for (const std::string text : {"", "[1]", "{\"model_type\": ", "{\"model_type\": 3}"}) {
        CAPTURE(text);
        std::ofstream(folder.path() / "config.json", std::ios::trunc) << text;
        CHECK_THROWS_AS(readDecoderConfig(folder.path()), Failure);
    }
}

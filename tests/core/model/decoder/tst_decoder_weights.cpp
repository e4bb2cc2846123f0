// SPDX-License-Identifier: MIT
// Checked against: what was done to the file.
#include "core/model/decoder/decoder_weights_p.h"

#include "core/base/error.h"
#include "tests/core/model/decoder/decoder_fixtures.h"

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

DecoderWeights load(const DecoderConfig& config, TensorMap tensors)
{
    return loadDecoderWeights(config, std::move(tensors), "the folder", at::kFloat, at::kCPU);
}

} // namespace

TEST_CASE("projections are fused, every weight is held once, and bytes are counted")
{
    const auto decoder = test::fixture("qwen2");
    const TensorMap tensors = test::fixtureTensors("llm-qwen2");
    const DecoderLayerWeights& layer = decoder->weights.layers[1];
    const auto file
        = [&](const std::string& name) { return mappedTensor(tensors.at("model.layers.1." + name)); };
    CHECK(layer.qkv.narrow(0, 0, 64).equal(file("self_attn.q_proj.weight")));
    CHECK(layer.qkv.narrow(0, 64, 32).equal(file("self_attn.k_proj.weight")));
    CHECK(layer.qkv.narrow(0, 96, 32).equal(file("self_attn.v_proj.weight")));
    CHECK(layer.qkvBias.narrow(0, 96, 32).equal(file("self_attn.v_proj.bias")));
    CHECK(layer.gateUp.narrow(0, 128, 128).equal(file("mlp.up_proj.weight")));
    CHECK(decoder->weights.head.is_same(decoder->weights.embedding));
    std::int64_t elements = 0;
    for (const auto& [name, view] : tensors)
        elements += view.elements();
    CHECK(decoder->weights.bytes == 4 * elements);
    CHECK(test::fixture("qwen2", at::kBFloat16)->weights.bytes == 2 * elements);
}

TEST_CASE("a missing, extra or wrongly shaped tensor is named with what was expected and found")
{
    const DecoderConfig config = readDecoderConfig(test::kData / "models/llm-qwen3");
    TensorMap missing = test::fixtureTensors("llm-qwen3");
    missing.erase("model.layers.2.self_attn.k_norm.weight");
    CHECK_THROWS_WITH_AS(load(config, missing),
        doctest::Contains("'model.layers.2.self_attn.k_norm.weight' is missing"), Failure);

    TensorMap extra = test::fixtureTensors("llm-qwen3");
    extra["model.layers.3.mlp.up_proj.weight"] = extra["model.layers.2.mlp.up_proj.weight"];
    CHECK_THROWS_WITH_AS(
        load(config, extra), doctest::Contains("'model.layers.3.mlp.up_proj.weight'"), Failure);

    DecoderConfig wide = config;
    wide.intermediate = 256;
    CHECK_THROWS_WITH_AS(load(wide, test::fixtureTensors("llm-qwen3")),
        doctest::Contains("expected [64, 256], found [64, 128]"), Failure);
}

TEST_CASE("a size that the file does not have is refused before anything is allocated")
{
    DecoderConfig config = readDecoderConfig(test::kData / "models/llm-qwen2");
    config.vocabulary = 1 << 24; // 4 GiB of embedding
    config.width = 1 << 16;
    CHECK_THROWS_AS(load(config, test::fixtureTensors("llm-qwen2")), Failure);
}

TEST_CASE("tensors that nobody needs are left alone")
{
    TensorMap tensors = test::fixtureTensors("llm-qwen2");
    tensors["lm_head.weight"] = tensors["model.embed_tokens.weight"]; // tied, and stored all the same
    tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = tensors["model.norm.weight"];
    CHECK_NOTHROW(load(readDecoderConfig(test::kData / "models/llm-qwen2"), tensors));
}

TEST_CASE("loading reports progress and can be stopped")
{
    double last = 0.0;
    const StopFlag stop;
    const auto progress = [&](const std::string& stage, double fraction) {
        CHECK(stage == "loading LLM");
        CHECK(fraction > last);
        last = fraction;
        if (fraction > 0.4)
            stop.stop();
    };
    CHECK_THROWS_AS(
        loadDecoder(test::kData / "models/llm-llama", at::kFloat, at::kCPU, progress, stop), Failure);
    CHECK(last < 1.0);
    last = 0.0;
    loadDecoder(test::kData / "models/llm-llama", at::kFloat, at::kCPU, progress);
    CHECK(last == 1.0);
}

// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_forward_p.h"

#include "core/base/error.h"
#include "core/model/decoder/rope_tables_p.h"
#include "core/model/shapes_p.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/tensor.h>

namespace steerscope {

namespace {

// x / sqrt(mean(x^2)) * weight over the last dimension, in float32.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon)
{
    const at::Tensor wide = x.to(at::kFloat);
    const at::Tensor normed = wide * at::rsqrt(wide.square().mean(-1, /*keepdim=*/true) + epsilon);
    return weight * normed.to(x.scalar_type());
}

// [B, T, h W] -> [B, h, T, W]
at::Tensor splitHeads(const at::Tensor& x, int heads)
{
    return x.view({x.size(0), x.size(1), heads, -1}).transpose(1, 2);
}

// Causal attention of T queries over T + past keys: q [B, H, T, W], k and v [B, G, past + T, W] -> [B, H, T,
// W].
at::Tensor causalAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    const std::int64_t count = q.size(2);
    const std::int64_t past = k.size(2) - count;
    if (count
        == 1) { // sees everything: the queries of one key-value head go together, and no key is repeated
        const at::Tensor grouped = q.reshape({q.size(0), k.size(1), -1, q.size(3)}); // [B, G, H/G, W]
        return at::scaled_dot_product_attention(grouped, k, v).reshape(q.sizes());
    }
    const bool grouped = q.size(1) != k.size(1);
    if (past == 0)
        return at::scaled_dot_product_attention(q, k, v, {}, 0.0, /*is_causal=*/true, {}, grouped);
    const at::Tensor mask = at::ones({count, past + count}, at::dtype(at::kBool).device(q.device()))
                                .tril(past); // [T, past + T]
    return at::scaled_dot_product_attention(q, k, v, mask, 0.0, /*is_causal=*/false, {}, grouped);
}

// Puts the new positions behind the kept ones; returns all of them. [1, G, T, W] -> [1, G, past + T, W]
at::Tensor keep(const at::Tensor& kept, std::int64_t past, const at::Tensor& added)
{
    const std::int64_t count = added.size(2);
    kept.narrow(1, past, count).copy_(added[0]);
    return kept.narrow(1, 0, past + count).unsqueeze(0);
}

at::Tensor attention(const DecoderConfig& config, const DecoderLayerWeights& weights, int layer,
    const at::Tensor& h, const RopeTables& rope, KvCache* cache)
{
    const at::Tensor qkv = at::linear(h, weights.qkv, weights.qkvBias); // [B, T, (H + 2 G) W]
    const auto parts
        = qkv.split_with_sizes({config.queryWidth(), config.keyValueWidth(), config.keyValueWidth()}, -1);
    at::Tensor q = splitHeads(parts[0], config.heads); // [B, H, T, W]
    at::Tensor k = splitHeads(parts[1], config.keyValueHeads); // [B, G, T, W]
    at::Tensor v = splitHeads(parts[2], config.keyValueHeads);
    if (config.queryKeyNorm) {
        q = rmsNorm(q, weights.queryNorm, config.normEpsilon);
        k = rmsNorm(k, weights.keyNorm, config.normEpsilon);
    }
    q = rotate(q, rope);
    k = rotate(k, rope);
    if (cache) {
        k = keep(cache->keys(layer), cache->length(), k);
        v = keep(cache->values(layer), cache->length(), v);
    }
    const at::Tensor attended = causalAttention(q, k, v).transpose(1, 2); // [B, T, H, W]
    return at::linear(attended.flatten(2), weights.output, weights.outputBias); // [B, T, D]
}

at::Tensor gatedMlp(const DecoderLayerWeights& weights, const at::Tensor& h)
{
    const auto gateUp = at::linear(h, weights.gateUp, weights.gateUpBias).chunk(2, -1); // two of [B, T, I]
    return at::linear(at::silu(gateUp[0]) * gateUp[1], weights.down, weights.downBias); // [B, T, D]
}

} // namespace

void checkTokens(const Decoder& decoder, const std::vector<int>& ids)
{
    const int vocabulary = decoder.config.vocabulary;
    for (const int id : ids) {
        if (id < 0 || id >= vocabulary)
            throw Failure(ErrorCode::Model,
                "token id " + std::to_string(id) + " is outside the LLM's vocabulary",
                "ids 0 to " + std::to_string(vocabulary - 1), "use the tokenizer that belongs to the LLM");
    }
}

at::Tensor embedTokens(const Decoder& decoder, const std::vector<int>& ids)
{
    checkTokens(decoder, ids);
    const at::Tensor indices = at::tensor(ids, at::kLong).to(decoder.weights.device());
    return at::embedding(decoder.weights.embedding, indices); // [N, D]
}

at::Tensor decoderHidden(
    const Decoder& decoder, const at::Tensor& embeddings, KvCache* cache, const StopFlag& stop)
{
    const DecoderConfig& config = decoder.config;
    expectShape(embeddings, {cache ? 1 : -1, -1, config.width}, "LLM input");
    const std::int64_t past = cache ? cache->length() : 0;
    const std::int64_t count = embeddings.size(1);
    if (cache)
        cache->reserve(past + count);
    const RopeTables rope = ropeTables(config, past, count, embeddings.options());

    at::Tensor h = embeddings; // [B, T, D]
    for (int l = 0; l < config.layers; ++l) {
        stop.throwIfStopped();
        const DecoderLayerWeights& weights = decoder.weights.layers[static_cast<std::size_t>(l)];
        h = h
            + attention(
                config, weights, l, rmsNorm(h, weights.attentionNorm, config.normEpsilon), rope, cache);
        h = h + gatedMlp(weights, rmsNorm(h, weights.mlpNorm, config.normEpsilon));
    }
    stop.throwIfStopped();
    if (cache)
        cache->advance(count);
    return rmsNorm(h, decoder.weights.norm, config.normEpsilon);
}

at::Tensor headLogits(const Decoder& decoder, const at::Tensor& hidden)
{
    return at::linear(hidden, decoder.weights.head).to(at::kFloat);
}

} // namespace steerscope

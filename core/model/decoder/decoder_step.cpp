// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_step_p.h"

#include "core/base/error.h"
#include "core/model/decoder/decoder_forward_p.h"
#include "core/model/decoder/thread_team.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

namespace steerscope {

namespace {

bool numberTypeOf(at::ScalarType dtype, NumberType& type)
{
    if (dtype == at::kFloat)
        type = NumberType::Float32;
    else if (dtype == at::kBFloat16)
        type = NumberType::BFloat16;
    else if (dtype == at::kHalf)
        type = NumberType::Float16;
    else
        return false;
    return true;
}

void softmax(float* scores, std::int64_t count)
{
    const float largest = *std::max_element(scores, scores + count);
    float sum = 0.0f;
    for (std::int64_t i = 0; i < count; ++i)
        sum += scores[i] = std::exp(scores[i] - largest);
    for (std::int64_t i = 0; i < count; ++i)
        scores[i] /= sum;
}

// Dimension i turns with i + half.
void rotateHead(float* head, std::int64_t half, const float* cosine, const float* sine)
{
    for (std::int64_t i = 0; i < half; ++i) {
        const float first = head[i];
        const float second = head[i + half];
        head[i] = first * cosine[i] - second * sine[i];
        head[i + half] = second * cosine[i] + first * sine[i];
    }
}

float silu(float x)
{
    return x / (1.0f + std::exp(-x));
}

} // namespace

// Buffers of the positions of one pass, float32, and the operators over them; what is [X] below is there once
// for each position. All functions but begin() are called by every thread of the team; those that write
// shared buffers write their share of rows. A position's arithmetic does not depend on how many there are.
struct DecoderStep::Fast {
    Fast(const Decoder& decoderRef, const RowKernels& rowKernels, NumberType numberType);

    void begin(std::span<const int> ids, std::int64_t pastPositions);
    void pass(const ThreadTeam& team, KvCache& cache, const StopFlag& stop, float* logits);

    struct Rows { // [count, stride]
        const float* data;
        std::int64_t stride;
    };
    Rows normedHidden(const ThreadTeam& team, const at::Tensor& weight);
    void norm(const float* x, const at::Tensor& weight, std::int64_t width, float* y, float* widened) const;
    void dot(const at::Tensor& w, const at::Tensor& bias, ThreadTeam::Share rows, Rows x, float* y,
        std::int64_t yStride) const;
    void keepKeys(const ThreadTeam& team, const DecoderLayerWeights& weights, KvCache& cache, int layer);
    void attend(const ThreadTeam& team, const DecoderLayerWeights& weights, const KvCache& cache, int layer);
    void addProduct(const ThreadTeam& team, const at::Tensor& w, const at::Tensor& bias, Rows x);
    void gate(const ThreadTeam& team, const DecoderLayerWeights& weights, Rows x);

    std::size_t bytes(std::int64_t numbers) const
    {
        return static_cast<std::size_t>(numbers) * numberSize(type);
    }
    std::int64_t qkvWidth() const { return config.queryWidth() + 2 * config.keyValueWidth(); }

    const Decoder& decoder;
    const DecoderConfig& config;
    const RowKernels& kernels;
    NumberType type;
    int threads;
    const std::int64_t productWidth; // max(D, 2 I)
    std::int64_t past = 0;
    std::int64_t count = 0; // positions of this pass
    std::vector<float> cosine, sine; // [W/2]
    std::vector<float> hidden; // [D] the residual stream
    std::vector<float> normed; // [D], when there is more than one position
    std::vector<float> qkv; // [(H + 2 G) W]
    std::vector<float> attended; // [H W]
    std::vector<float> product; // [max(D, 2 I)]
    std::vector<float> activated; // [I]
    struct Own { // of one thread
        std::vector<float> normed; // [D], of a single position
        std::vector<float> widened; // [max(D, W)] a norm's weights
        std::vector<float> scores; // [past + count]
    };
    std::vector<Own> own;
    std::atomic<bool> stopped{false};
};

DecoderStep::Fast::Fast(const Decoder& decoderRef, const RowKernels& rowKernels, NumberType numberType)
    : decoder(decoderRef)
    , config(decoderRef.config)
    , kernels(rowKernels)
    , type(numberType)
    , threads(at::get_num_threads())
    , productWidth(std::max(config.width, 2 * config.intermediate))
    , own(static_cast<std::size_t>(threads))
{
    for (Own& mine : own) {
        mine.normed.resize(static_cast<std::size_t>(config.width));
        mine.widened.resize(static_cast<std::size_t>(std::max(config.width, config.headWidth)));
    }
}

void DecoderStep::Fast::begin(std::span<const int> ids, std::int64_t pastPositions)
{
    past = pastPositions;
    count = static_cast<std::int64_t>(ids.size());
    const auto resize = [this](std::vector<float>& buffer, std::int64_t width) {
        buffer.resize(static_cast<std::size_t>(count * width));
    };
    resize(hidden, config.width);
    resize(normed, config.width);
    resize(qkv, qkvWidth());
    resize(attended, config.queryWidth());
    resize(product, productWidth);
    resize(activated, config.intermediate);
    cosine.clear();
    sine.clear();
    for (std::int64_t n = 0; n < count; ++n) {
        kernels.toFloat(type,
            static_cast<const char*>(decoder.weights.embedding.const_data_ptr())
                + bytes(std::int64_t{ids[static_cast<std::size_t>(n)]} * config.width),
            config.width, hidden.data() + n * config.width);
        const std::int64_t position = past + n;
        const RopeFrequencies frequencies = ropeFrequencies(config.rope, config.headWidth, position + 1);
        for (const float inverse : frequencies.inverse) {
            const float angle = static_cast<float>(position) * inverse;
            cosine.push_back(std::cos(angle) * frequencies.attentionFactor);
            sine.push_back(std::sin(angle) * frequencies.attentionFactor);
        }
    }
    for (Own& mine : own)
        mine.scores.resize(static_cast<std::size_t>(past + count));
    stopped = false;
}

// y = x / sqrt(mean(x^2)) * weight; x and y may be the same.
void DecoderStep::Fast::norm(
    const float* x, const at::Tensor& weight, std::int64_t width, float* y, float* widened) const
{
    kernels.toFloat(type, weight.const_data_ptr(), width, widened);
    double squares = 0.0;
    for (std::int64_t i = 0; i < width; ++i)
        squares += static_cast<double>(x[i]) * x[i];
    const auto scale
        = static_cast<float>(1.0 / std::sqrt(squares / static_cast<double>(width) + config.normEpsilon));
    for (std::int64_t i = 0; i < width; ++i)
        y[i] = x[i] * scale * widened[i];
}

// The residual stream normed. Every thread computes a single position for itself, which is cheaper than a
// barrier; several are shared.
DecoderStep::Fast::Rows DecoderStep::Fast::normedHidden(const ThreadTeam& team, const at::Tensor& weight)
{
    Own& mine = own[static_cast<std::size_t>(team.rank())];
    if (count == 1) {
        norm(hidden.data(), weight, config.width, mine.normed.data(), mine.widened.data());
        return {mine.normed.data(), config.width};
    }
    const auto positions = team.share(count);
    for (std::int64_t n = positions.begin; n < positions.end; ++n)
        norm(hidden.data() + n * config.width, weight, config.width, normed.data() + n * config.width,
            mine.widened.data());
    team.barrier();
    return {normed.data(), config.width};
}

// y[rows] = w x + bias, for every position
void DecoderStep::Fast::dot(const at::Tensor& w, const at::Tensor& bias, ThreadTeam::Share rows, Rows x,
    float* y, std::int64_t yStride) const
{
    if (count == 1)
        kernels.dotRows(type, w.const_data_ptr(), w.size(1), rows.begin, rows.end, x.data, y);
    else
        kernels.dotRowsMany(
            type, w.const_data_ptr(), w.size(1), rows.begin, rows.end, count, x.data, x.stride, y, yStride);
    if (!bias.defined())
        return;
    constexpr std::int64_t kBlock = 64;
    float added[kBlock];
    for (std::int64_t r = rows.begin; r < rows.end; r += kBlock) {
        const std::int64_t block = std::min(kBlock, rows.end - r);
        kernels.toFloat(type, static_cast<const char*>(bias.const_data_ptr()) + bytes(r), block, added);
        for (std::int64_t n = 0; n < count; ++n)
            for (std::int64_t i = 0; i < block; ++i)
                y[n * yStride + r + i] += added[i];
    }
}

// Keys and values of the new positions, rotated, into the cache. Shared by key-value heads.
void DecoderStep::Fast::keepKeys(
    const ThreadTeam& team, const DecoderLayerWeights& weights, KvCache& cache, int layer)
{
    Own& mine = own[static_cast<std::size_t>(team.rank())];
    const std::int64_t width = config.headWidth;
    const at::Tensor& keys = cache.keys(layer);
    const at::Tensor& values = cache.values(layer);
    const auto heads = team.share(config.keyValueHeads);
    for (std::int64_t n = 0; n < count; ++n)
        for (std::int64_t g = heads.begin; g < heads.end; ++g) {
            float* key = qkv.data() + n * qkvWidth() + config.queryWidth() + g * width;
            const float* value = key + config.keyValueWidth();
            if (config.queryKeyNorm)
                norm(key, weights.keyNorm, width, key, mine.widened.data());
            rotateHead(key, width / 2, cosine.data() + n * width / 2, sine.data() + n * width / 2);
            const std::size_t at = bytes(g * keys.stride(0) + (past + n) * width);
            kernels.fromFloat(type, key, width, static_cast<char*>(keys.data_ptr()) + at);
            kernels.fromFloat(type, value, width, static_cast<char*>(values.data_ptr()) + at);
        }
}

// Each query head of each position over the cache up to that position. Shared by position and query head.
void DecoderStep::Fast::attend(
    const ThreadTeam& team, const DecoderLayerWeights& weights, const KvCache& cache, int layer)
{
    Own& mine = own[static_cast<std::size_t>(team.rank())];
    const std::int64_t width = config.headWidth;
    const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(width)));
    const at::Tensor& keys = cache.keys(layer);
    const at::Tensor& values = cache.values(layer);
    const auto queries = team.share(count * config.heads);
    for (std::int64_t q = queries.begin; q < queries.end; ++q) {
        const std::int64_t n = q / config.heads;
        const std::int64_t h = q % config.heads;
        const std::int64_t seen = past + n + 1;
        float* query = qkv.data() + n * qkvWidth() + h * width;
        if (config.queryKeyNorm)
            norm(query, weights.queryNorm, width, query, mine.widened.data());
        rotateHead(query, width / 2, cosine.data() + n * width / 2, sine.data() + n * width / 2);
        for (std::int64_t i = 0; i < width; ++i)
            query[i] *= scale;
        const std::int64_t g = h / (config.heads / config.keyValueHeads);
        const std::size_t at = bytes(g * keys.stride(0));
        const char* headKeys = static_cast<const char*>(keys.const_data_ptr()) + at; // [seen, W]
        const char* headValues = static_cast<const char*>(values.const_data_ptr()) + at;
        kernels.dotRows(type, headKeys, width, 0, seen, query, mine.scores.data());
        softmax(mine.scores.data(), seen);
        kernels.sumRows(type, headValues, seen, width, mine.scores.data(),
            attended.data() + n * config.queryWidth() + h * width);
    }
}

// hidden += w x + bias. Shared by rows.
void DecoderStep::Fast::addProduct(
    const ThreadTeam& team, const at::Tensor& w, const at::Tensor& bias, Rows x)
{
    const auto rows = team.share(config.width);
    dot(w, bias, rows, x, product.data(), productWidth);
    for (std::int64_t n = 0; n < count; ++n)
        for (std::int64_t r = rows.begin; r < rows.end; ++r)
            hidden[static_cast<std::size_t>(n * config.width + r)]
                += product[static_cast<std::size_t>(n * productWidth + r)];
}

// activated = silu(gate x) * (up x). Shared by rows; a thread takes the same rows of gate and up.
void DecoderStep::Fast::gate(const ThreadTeam& team, const DecoderLayerWeights& weights, Rows x)
{
    const std::int64_t intermediate = config.intermediate;
    const auto rows = team.share(intermediate);
    dot(weights.gateUp, weights.gateUpBias, rows, x, product.data(), productWidth);
    dot(weights.gateUp, weights.gateUpBias, {rows.begin + intermediate, rows.end + intermediate}, x,
        product.data(), productWidth);
    for (std::int64_t n = 0; n < count; ++n) {
        const float* gated = product.data() + n * productWidth;
        const float* up = gated + intermediate;
        float* out = activated.data() + n * intermediate;
        for (std::int64_t r = rows.begin; r < rows.end; ++r)
            out[r] = silu(gated[r]) * up[r];
    }
}

void DecoderStep::Fast::pass(const ThreadTeam& team, KvCache& cache, const StopFlag& stop, float* logits)
{
    for (int l = 0; l < config.layers; ++l) {
        const DecoderLayerWeights& weights = decoder.weights.layers[static_cast<std::size_t>(l)];
        if (team.rank() == 0)
            stopped = stop.stopped();
        dot(weights.qkv, weights.qkvBias, team.share(weights.qkv.size(0)),
            normedHidden(team, weights.attentionNorm), qkv.data(), qkvWidth());
        team.barrier();
        if (stopped) // written again only after the next barrier: all threads read the same
            return;
        keepKeys(team, weights, cache, l);
        team.barrier();
        attend(team, weights, cache, l);
        team.barrier();
        addProduct(team, weights.output, weights.outputBias, {attended.data(), config.queryWidth()});
        team.barrier();
        gate(team, weights, normedHidden(team, weights.mlpNorm));
        team.barrier();
        addProduct(team, weights.down, weights.downBias, {activated.data(), config.intermediate});
        team.barrier();
    }
    const at::Tensor& head = decoder.weights.head;
    dot(head, {}, team.share(head.size(0)), normedHidden(team, decoder.weights.norm), logits,
        config.vocabulary);
}

DecoderStep::DecoderStep(const Decoder& decoder, KvCache& cache, StepPath path)
    : m_decoder(decoder)
    , m_cache(cache)
{
    NumberType type{};
    const bool usable = decoder.weights.device().is_cpu() && numberTypeOf(decoder.weights.dtype(), type)
        && !rowKernels().empty();
    if (usable && path == StepPath::Fastest)
        m_fast = std::make_unique<Fast>(decoder, *rowKernels().front(), type);
}

DecoderStep::DecoderStep(const Decoder& decoder, KvCache& cache, const RowKernels& kernels)
    : m_decoder(decoder)
    , m_cache(cache)
{
    NumberType type{};
    if (!decoder.weights.device().is_cpu() || !numberTypeOf(decoder.weights.dtype(), type))
        throw Failure(
            ErrorCode::Internal, "row kernels take float32, bfloat16 or float16 weights on the host");
    m_fast = std::make_unique<Fast>(decoder, kernels, type);
}

DecoderStep::~DecoderStep() = default;

at::Tensor DecoderStep::run(int id, const StopFlag& stop)
{
    return run(std::span(&id, 1), stop)[0];
}

at::Tensor DecoderStep::run(std::span<const int> ids, const StopFlag& stop)
{
    const std::vector<int> checked(ids.begin(), ids.end());
    if (!m_fast) {
        const at::Tensor embedded = embedTokens(m_decoder, checked).unsqueeze(0); // [1, N, D]
        return headLogits(m_decoder, decoderHidden(m_decoder, embedded, &m_cache, stop)[0]).to(at::kCPU);
    }
    checkTokens(m_decoder, checked);
    const auto count = static_cast<std::int64_t>(ids.size());
    m_cache.reserve(m_cache.length() + count);
    m_fast->begin(ids, m_cache.length());
    at::Tensor logits = at::empty({count, m_decoder.config.vocabulary}, at::kFloat);
    float* const out = logits.data_ptr<float>();
    runTeam(m_fast->threads, [&](const ThreadTeam& team) { m_fast->pass(team, m_cache, stop, out); });
    stop.throwIfStopped();
    m_cache.advance(count);
    return logits;
}

} // namespace steerscope

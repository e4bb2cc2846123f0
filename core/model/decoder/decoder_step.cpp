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

// Buffers of one position, float32, and the operators over them. All functions but run() are called by every
// thread of the team; those that write shared buffers write their share of rows.
struct DecoderStep::Fast {
    Fast(const Decoder& decoderRef, const RowKernels& rowKernels, NumberType numberType);

    void begin(int id, std::int64_t pastPositions);
    void pass(const ThreadTeam& team, KvCache& cache, const StopFlag& stop, float* logits);

    const float* normed(const ThreadTeam& team, const at::Tensor& weight);
    void norm(const float* x, const at::Tensor& weight, std::int64_t count, float* y, float* widened) const;
    void dot(
        const at::Tensor& w, const at::Tensor& bias, ThreadTeam::Share rows, const float* x, float* y) const;
    void keepKeys(const ThreadTeam& team, const DecoderLayerWeights& weights, KvCache& cache, int layer);
    void attend(const ThreadTeam& team, const DecoderLayerWeights& weights, const KvCache& cache, int layer);
    void addProduct(const ThreadTeam& team, const at::Tensor& w, const at::Tensor& bias, const float* x);
    void gate(const ThreadTeam& team, const DecoderLayerWeights& weights, const float* x);

    std::size_t bytes(std::int64_t numbers) const
    {
        return static_cast<std::size_t>(numbers) * numberSize(type);
    }

    const Decoder& decoder;
    const DecoderConfig& config;
    const RowKernels& kernels;
    NumberType type;
    int threads;
    std::int64_t past = 0;
    std::vector<float> cosine, sine; // [W/2]
    std::vector<float> hidden; // [D] the residual stream
    std::vector<float> qkv; // [(H + 2 G) W]
    std::vector<float> attended; // [H W]
    std::vector<float> product; // [max(D, 2 I)]
    std::vector<float> activated; // [I]
    struct Own { // of one thread
        std::vector<float> normed; // [D]
        std::vector<float> widened; // [max(D, W)] a norm's weights
        std::vector<float> scores; // [past + 1]
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
    , own(static_cast<std::size_t>(threads))
{
    const auto floats
        = [](std::int64_t count) { return std::vector<float>(static_cast<std::size_t>(count)); };
    hidden = floats(config.width);
    qkv = floats(config.queryWidth() + 2 * config.keyValueWidth());
    attended = floats(config.queryWidth());
    product = floats(std::max(config.width, 2 * config.intermediate));
    activated = floats(config.intermediate);
    for (Own& mine : own) {
        mine.normed = floats(config.width);
        mine.widened = floats(std::max(config.width, config.headWidth));
    }
}

void DecoderStep::Fast::begin(int id, std::int64_t pastPositions)
{
    past = pastPositions;
    kernels.toFloat(type,
        static_cast<const char*>(decoder.weights.embedding.const_data_ptr())
            + bytes(std::int64_t{id} * config.width),
        config.width, hidden.data());
    const RopeFrequencies frequencies = ropeFrequencies(config.rope, config.headWidth, past + 1);
    cosine.clear();
    sine.clear();
    for (const float inverse : frequencies.inverse) {
        const float angle = static_cast<float>(past) * inverse;
        cosine.push_back(std::cos(angle) * frequencies.attentionFactor);
        sine.push_back(std::sin(angle) * frequencies.attentionFactor);
    }
    for (Own& mine : own)
        mine.scores.resize(static_cast<std::size_t>(past) + 1);
    stopped = false;
}

// y = x / sqrt(mean(x^2)) * weight; x and y may be the same.
void DecoderStep::Fast::norm(
    const float* x, const at::Tensor& weight, std::int64_t count, float* y, float* widened) const
{
    kernels.toFloat(type, weight.const_data_ptr(), count, widened);
    double squares = 0.0;
    for (std::int64_t i = 0; i < count; ++i)
        squares += static_cast<double>(x[i]) * x[i];
    const auto scale
        = static_cast<float>(1.0 / std::sqrt(squares / static_cast<double>(count) + config.normEpsilon));
    for (std::int64_t i = 0; i < count; ++i)
        y[i] = x[i] * scale * widened[i];
}

// The residual stream normed; every thread computes it for itself, which is cheaper than a barrier.
const float* DecoderStep::Fast::normed(const ThreadTeam& team, const at::Tensor& weight)
{
    Own& mine = own[static_cast<std::size_t>(team.rank())];
    norm(hidden.data(), weight, config.width, mine.normed.data(), mine.widened.data());
    return mine.normed.data();
}

// y[rows] = w x + bias
void DecoderStep::Fast::dot(
    const at::Tensor& w, const at::Tensor& bias, ThreadTeam::Share rows, const float* x, float* y) const
{
    kernels.dotRows(type, w.const_data_ptr(), w.size(1), rows.begin, rows.end, x, y);
    if (!bias.defined())
        return;
    constexpr std::int64_t kBlock = 64;
    float added[kBlock];
    for (std::int64_t r = rows.begin; r < rows.end; r += kBlock) {
        const std::int64_t count = std::min(kBlock, rows.end - r);
        kernels.toFloat(type, static_cast<const char*>(bias.const_data_ptr()) + bytes(r), count, added);
        for (std::int64_t i = 0; i < count; ++i)
            y[r + i] += added[i];
    }
}

// Key and value of the new position, rotated, into the cache. Shared by key-value heads.
void DecoderStep::Fast::keepKeys(
    const ThreadTeam& team, const DecoderLayerWeights& weights, KvCache& cache, int layer)
{
    Own& mine = own[static_cast<std::size_t>(team.rank())];
    const std::int64_t width = config.headWidth;
    const at::Tensor& keys = cache.keys(layer);
    const at::Tensor& values = cache.values(layer);
    const auto heads = team.share(config.keyValueHeads);
    for (std::int64_t g = heads.begin; g < heads.end; ++g) {
        float* key = qkv.data() + config.queryWidth() + g * width;
        const float* value = key + config.keyValueWidth();
        if (config.queryKeyNorm)
            norm(key, weights.keyNorm, width, key, mine.widened.data());
        rotateHead(key, width / 2, cosine.data(), sine.data());
        const std::size_t at = bytes(g * keys.stride(0) + past * width);
        kernels.fromFloat(type, key, width, static_cast<char*>(keys.data_ptr()) + at);
        kernels.fromFloat(type, value, width, static_cast<char*>(values.data_ptr()) + at);
    }
}

// Each query head over the cache. Shared by query heads.
void DecoderStep::Fast::attend(
    const ThreadTeam& team, const DecoderLayerWeights& weights, const KvCache& cache, int layer)
{
    Own& mine = own[static_cast<std::size_t>(team.rank())];
    const std::int64_t width = config.headWidth;
    const std::int64_t count = past + 1;
    const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(width)));
    const at::Tensor& keys = cache.keys(layer);
    const at::Tensor& values = cache.values(layer);
    const auto heads = team.share(config.heads);
    for (std::int64_t h = heads.begin; h < heads.end; ++h) {
        float* query = qkv.data() + h * width;
        if (config.queryKeyNorm)
            norm(query, weights.queryNorm, width, query, mine.widened.data());
        rotateHead(query, width / 2, cosine.data(), sine.data());
        for (std::int64_t i = 0; i < width; ++i)
            query[i] *= scale;
        const std::int64_t g = h / (config.heads / config.keyValueHeads);
        const std::size_t at = bytes(g * keys.stride(0));
        const char* headKeys = static_cast<const char*>(keys.const_data_ptr()) + at; // [past + 1, W]
        const char* headValues = static_cast<const char*>(values.const_data_ptr()) + at;
        kernels.dotRows(type, headKeys, width, 0, count, query, mine.scores.data());
        softmax(mine.scores.data(), count);
        kernels.sumRows(type, headValues, count, width, mine.scores.data(), attended.data() + h * width);
    }
}

// hidden += w x + bias. Shared by rows.
void DecoderStep::Fast::addProduct(
    const ThreadTeam& team, const at::Tensor& w, const at::Tensor& bias, const float* x)
{
    const auto rows = team.share(config.width);
    dot(w, bias, rows, x, product.data());
    for (std::int64_t r = rows.begin; r < rows.end; ++r)
        hidden[static_cast<std::size_t>(r)] += product[static_cast<std::size_t>(r)];
}

// activated = silu(gate x) * (up x). Shared by rows; a thread takes the same rows of gate and up.
void DecoderStep::Fast::gate(const ThreadTeam& team, const DecoderLayerWeights& weights, const float* x)
{
    const std::int64_t intermediate = config.intermediate;
    const auto rows = team.share(intermediate);
    dot(weights.gateUp, weights.gateUpBias, rows, x, product.data());
    dot(weights.gateUp, weights.gateUpBias, {rows.begin + intermediate, rows.end + intermediate}, x,
        product.data());
    const float* up = product.data() + intermediate;
    for (std::int64_t r = rows.begin; r < rows.end; ++r)
        activated[static_cast<std::size_t>(r)] = silu(product[static_cast<std::size_t>(r)]) * up[r];
}

void DecoderStep::Fast::pass(const ThreadTeam& team, KvCache& cache, const StopFlag& stop, float* logits)
{
    for (int l = 0; l < config.layers; ++l) {
        const DecoderLayerWeights& weights = decoder.weights.layers[static_cast<std::size_t>(l)];
        if (team.rank() == 0)
            stopped = stop.stopped();
        dot(weights.qkv, weights.qkvBias, team.share(weights.qkv.size(0)),
            normed(team, weights.attentionNorm), qkv.data());
        team.barrier();
        if (stopped) // written again only after the next barrier: all threads read the same
            return;
        keepKeys(team, weights, cache, l);
        team.barrier();
        attend(team, weights, cache, l);
        team.barrier();
        addProduct(team, weights.output, weights.outputBias, attended.data());
        team.barrier();
        gate(team, weights, normed(team, weights.mlpNorm));
        team.barrier();
        addProduct(team, weights.down, weights.downBias, activated.data());
        team.barrier();
    }
    const at::Tensor& head = decoder.weights.head;
    dot(head, {}, team.share(head.size(0)), normed(team, decoder.weights.norm), logits);
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
    if (!m_fast) {
        const at::Tensor embedded = embedTokens(m_decoder, {id}).unsqueeze(0); // [1, 1, D]
        return headLogits(m_decoder, decoderHidden(m_decoder, embedded, &m_cache, stop)[0][0]).to(at::kCPU);
    }
    checkTokens(m_decoder, {id});
    m_cache.reserve(m_cache.length() + 1);
    m_fast->begin(id, m_cache.length());
    at::Tensor logits = at::empty({m_decoder.config.vocabulary}, at::kFloat);
    float* const out = logits.data_ptr<float>();
    runTeam(m_fast->threads, [&](const ThreadTeam& team) { m_fast->pass(team, m_cache, stop, out); });
    stop.throwIfStopped();
    m_cache.advance(1);
    return logits;
}

} // namespace steerscope

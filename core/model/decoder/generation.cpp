// SPDX-License-Identifier: MIT
#include "core/model/decoder/generation_p.h"

#include "core/base/error.h"
#include "core/model/decoder/decoder_forward_p.h"
#include "core/model/decoder/drafted_steps_p.h"
#include "core/model/decoder/sampler.h"
#include "core/model/shapes_p.h"

#include <ATen/ops/argmax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/logsumexp.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace steerscope {

namespace {

constexpr std::int64_t kHeadBlock = 64; // positions whose logits are held at once when a text is scored

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Forgets everything behind the prompt when a run ends, however it ends.
class BackToPrompt {
public:
    explicit BackToPrompt(KvCache& positions)
        : m_positions(positions)
        , m_length(positions.length())
    {
    }
    ~BackToPrompt() { m_positions.truncate(m_length); }
    BackToPrompt(const BackToPrompt&) = delete;
    BackToPrompt& operator=(const BackToPrompt&) = delete;

private:
    KvCache& m_positions;
    std::int64_t m_length;
};

// audio in the decoder's dtype, on its device. [P, D]
at::Tensor audioFor(const Decoder& decoder, const DecoderInput& input)
{
    const DecoderWeights& weights = decoder.weights;
    if (!input.audio.defined())
        return at::empty({0, decoder.config.width}, at::dtype(weights.dtype()).device(weights.device()));
    expectShape(input.audio, {-1, decoder.config.width}, "audio embeddings");
    return input.audio.to(weights.device(), weights.dtype()).contiguous();
}

// Rows at the beginning that are equal bit for bit.
std::int64_t equalRows(const at::Tensor& kept, const at::Tensor& audio)
{
    const std::int64_t rows = std::min(kept.size(0), audio.size(0));
    if (rows == 0)
        return 0;
    const at::Tensor differs = kept.narrow(0, 0, rows).ne(audio.narrow(0, 0, rows)).any(1); // [rows]
    const bool any = differs.any().item<bool>();
    return any ? at::argmax(differs.to(at::kInt)).item<std::int64_t>() : rows;
}

// Positions at the beginning whose keys need not be computed again.
std::int64_t unchangedPositions(const KeptPrompt& kept, const at::Tensor& audio,
    const std::vector<int>& promptIds, const DecoderConfig& config)
{
    const auto total = audio.size(0) + static_cast<std::int64_t>(promptIds.size());
    if (!kept.audio.defined() || !sameRotation(config.rope, kept.sequenceLength, total))
        return 0;
    std::int64_t same = equalRows(kept.audio, audio);
    if (same == audio.size(0) && same == kept.audio.size(0)) {
        const auto ends
            = std::mismatch(kept.promptIds.begin(), kept.promptIds.end(), promptIds.begin(), promptIds.end());
        same += ends.second - promptIds.begin();
    }
    return std::min(same, kept.positions.length());
}

at::Tensor lastLogits(const Decoder& decoder, const at::Tensor& hidden) // [1, T, D] -> [V], host
{
    return headLogits(decoder, hidden[0][-1]).to(at::kCPU);
}

// Computes what is new of audio ++ prompt; afterwards the cache of kept ends with the prompt and kept.logits
// follow it.
PrefillFigures prefill(
    const Decoder& decoder, const DecoderInput& input, KeptPrompt& kept, const StopFlag& stop)
{
    const auto start = std::chrono::steady_clock::now();
    const at::Tensor audio = audioFor(decoder, input); // [P, D]
    const at::Tensor embeddings = at::cat({audio, embedTokens(decoder, input.promptIds)}); // [P + N, D]
    const std::int64_t total = embeddings.size(0);
    if (total == 0)
        throw Failure(ErrorCode::Usage, "there is neither audio nor a prompt for the LLM");

    std::int64_t reused = unchangedPositions(kept, audio, input.promptIds, decoder.config);
    if (reused == total && kept.logits.defined() && kept.positions.length() == total)
        return {static_cast<int>(total), static_cast<int>(total), secondsSince(start)};
    reused = std::min(reused, total - 1); // the last one is needed for its logits
    kept.positions.truncate(reused);
    kept.logits.reset();
    const at::Tensor added = embeddings.narrow(0, reused, total - reused).unsqueeze(0); // [1, T, D]
    const at::Tensor hidden = decoderHidden(decoder, added, &kept.positions, stop);
    kept.logits = lastLogits(decoder, hidden);
    kept.audio = audio;
    kept.promptIds = input.promptIds;
    kept.sequenceLength = total;
    return {static_cast<int>(total), static_cast<int>(reused), secondsSince(start)};
}

double logNormaliser(const at::Tensor& logits) // [V]
{
    const double normaliser = at::logsumexp(logits, 0).item<double>();
    if (!std::isfinite(normaliser))
        throw Failure(ErrorCode::Model, "the LLM's output is not finite", {},
            "its weights may be damaged, or the dtype too narrow: try bfloat16 or float32");
    return normaliser;
}

std::span<const float> hostSpan(const at::Tensor& logits)
{
    return {logits.const_data_ptr<float>(), static_cast<std::size_t>(logits.numel())};
}

bool isStop(const DecoderConfig& config, int id)
{
    return std::find(config.stopIds.begin(), config.stopIds.end(), id) != config.stopIds.end();
}

void decode(const Decoder& decoder, const GenerateOptions& options, KeptPrompt& kept,
    const ScoredTokenFn& onToken, const StopFlag& stop, GenerateResult& result)
{
    Sampler sampler(decoder.config.sampling, options.seed);
    DraftedSteps step(
        decoder, kept.positions, options.sampling == Sampling::Greedy ? options.draft : std::vector<int>());
    at::Tensor logits = kept.logits; // [V]
    std::vector<int> generated;
    while (static_cast<int>(generated.size()) < options.maxTokens) {
        if (!generated.empty())
            logits = step.run(generated.back(), stop);
        result.confirmed = step.confirmed();
        const double normaliser = logNormaliser(logits);
        const int id = options.sampling == Sampling::Greedy
            ? static_cast<int>(at::argmax(logits).item<std::int64_t>())
            : sampler.pick(hostSpan(logits), generated);
        const ScoredToken token{id, hostSpan(logits)[static_cast<std::size_t>(id)] - normaliser};
        if (isStop(decoder.config, id)) {
            result.end = TextEnd::StopToken;
            result.endLogprob = token.logprob;
            return;
        }
        generated.push_back(id);
        result.tokens.push_back(token);
        if (onToken)
            onToken(token);
    }
}

// Log-probabilities of ids when row i of logits predicts ids[i]. logits [N, V]
void scoreRows(const at::Tensor& logits, std::span<const int> ids, std::vector<ScoredToken>& scored)
{
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const at::Tensor row = logits[static_cast<std::int64_t>(i)]; // [V]
        const bool likeliest = at::argmax(row).item<std::int64_t>() == ids[i];
        scored.push_back({ids[i], row[ids[i]].item<double>() - logNormaliser(row), likeliest});
    }
}

} // namespace

GenerateResult generate(const Decoder& decoder, const DecoderInput& input, const GenerateOptions& options,
    PromptCache& cache, const ScoredTokenFn& onToken, const StopFlag& stop)
{
    const c10::InferenceMode inference;
    GenerateResult result;
    KeptPrompt& kept = cache.open(input.window, decoder);
    result.prefill = prefill(decoder, input, kept, stop);
    result.firstLogits = kept.logits;
    const auto start = std::chrono::steady_clock::now();
    {
        const BackToPrompt back(kept.positions);
        decode(decoder, options, kept, onToken, stop, result);
    }
    result.decodeSeconds = secondsSince(start);
    cache.trim();
    return result;
}

ScoreResult scoreTarget(const Decoder& decoder, const DecoderInput& input, const std::vector<int>& targetIds,
    PromptCache& cache, const StopFlag& stop)
{
    const c10::InferenceMode inference;
    const auto start = std::chrono::steady_clock::now();
    const at::Tensor targets = embedTokens(decoder, targetIds); // [N, D]; refuses bad ids before any work
    std::vector<int> ids = targetIds;
    if (!decoder.config.stopIds.empty())
        ids.push_back(decoder.config.stopIds.front());

    ScoreResult result;
    KeptPrompt& kept = cache.open(input.window, decoder);
    result.prefill = prefill(decoder, input, kept, stop);
    const BackToPrompt back(kept.positions);
    const std::span<const int> expected(ids);
    if (!ids.empty())
        scoreRows(kept.logits.unsqueeze(0), expected.first(1), result.tokens);
    if (ids.size() > 1) {
        const auto rows = static_cast<std::int64_t>(ids.size()) - 1;
        const at::Tensor hidden = decoderHidden(
            decoder, targets.narrow(0, 0, rows).unsqueeze(0), &kept.positions, stop)[0]; // [rows, D]
        for (std::int64_t row = 0; row < rows; row += kHeadBlock) {
            const std::int64_t count = std::min(kHeadBlock, rows - row);
            scoreRows(headLogits(decoder, hidden.narrow(0, row, count)),
                expected.subspan(static_cast<std::size_t>(row) + 1, static_cast<std::size_t>(count)),
                result.tokens);
        }
    }
    for (const ScoredToken& token : result.tokens)
        result.logprob += token.logprob;
    result.seconds = secondsSince(start);
    return result;
}

} // namespace steerscope

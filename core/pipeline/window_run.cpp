// SPDX-License-Identifier: MIT
#include "core/pipeline/window_run_p.h"

#include "core/pipeline/trace_p.h"
#include "core/pipeline/word_times_p.h"

#include <ATen/ops/from_blob.h>

#include <chrono>

namespace steerscope {

namespace {

class Stopwatch {
public:
    explicit Stopwatch(double& sum)
        : m_sum(sum)
        , m_begin(std::chrono::steady_clock::now())
    {
    }
    ~Stopwatch()
    {
        m_sum += std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    double& m_sum;
    std::chrono::steady_clock::time_point m_begin;
};

std::int64_t bytesPerSlot(const LoadedModel& model)
{
    const EncoderConfig& config = model.encoder.encoder.config;
    return std::int64_t{config.melFrames()} / 2 * config.width
        * static_cast<std::int64_t>(c10::elementSize(model.dtype));
}

// On the model's device, [1, T, E] float32 each; refuses gates of other sizes.
HeldTensors heldTensors(const WindowContext& run, int window)
{
    HeldTensors tensors;
    if (!run.options.held || window >= static_cast<int>(run.options.held->windows.size()))
        return tensors;
    for (const auto& [layer, gates] : run.options.held->windows[window]) {
        const LayerSteering* row = run.model.encoder.steering.find(layer);
        if (!row || gates.empty() || gates.size() % row->experts() != 0)
            throw Failure(ErrorCode::Usage, "the gates to be held do not fit this model",
                "layer " + layerLabel(layer), "take them from a run of the same model");
        tensors[layer] = at::from_blob(const_cast<float*>(gates.data()),
            {1, static_cast<std::int64_t>(gates.size()) / row->experts(), row->experts()}, at::kFloat)
                             .to(run.model.device, at::kFloat, /*non_blocking=*/false, /*copy=*/true);
    }
    return tensors;
}

// Steered and bypassed runs keep their prompt parts apart, as they keep their tapes.
std::int64_t promptKey(const WindowContext& run, const WindowInput& input)
{
    return 2 * std::int64_t{input.index} + (run.settings.bypass ? 1 : 0);
}

int tokenLimit(const LoadedModel& model, const RunOptions& options)
{
    return options.maxTokens > 0 ? options.maxTokens : model.bundle.maxTokens;
}

} // namespace

at::Tensor windowFeatures(const LoadedModel& model, std::span<const float> samples)
{
    MelSpectrogram mel = model.logMel->compute(samples);
    return at::from_blob(mel.values.data(), {1, mel.mels, mel.frames}, at::kFloat)
        .to(model.device, model.dtype, /*non_blocking=*/false, /*copy=*/true);
}

at::Tensor encodeWindow(const WindowContext& run, const WindowInput& input, GatingTrace& trace)
{
    const SteeredEncoder& encoder = run.model.encoder;
    ActivationCache& cache = run.caches.activations;
    EncoderTape& tape = cache.open(windowKey(input.samples, run.settings.bypass));
    at::Tensor logMel;
    const HeldTensors held = heldTensors(run, input.index);
    if (needsLogMel(encoder, run.settings, tape, held)) {
        const Stopwatch watch(run.timings.features);
        logMel = windowFeatures(run.model, input.samples);
    }
    EncoderPass pass;
    {
        const Stopwatch watch(run.timings.encode);
        EncoderPassOptions options{cache.keepEvery(bytesPerSlot(run.model), encoder.depth() + 1),
            run.callbacks.progress, run.stop, held};
        pass = runEncoder(encoder, logMel, run.settings, tape, options);
        trace = makeTrace(encoder, pass.records, run.settings, held, input.index, input.span);
    }
    cache.trim();
    if (run.timings.layersRun + run.timings.layersReused == 0)
        run.timings.firstLayerRun = pass.firstLayerRun;
    run.timings.layersRun += encoder.depth() - pass.firstLayerRun;
    run.timings.layersReused += pass.firstLayerRun;
    if (run.callbacks.trace)
        run.callbacks.trace(trace);
    return pass.output;
}

at::Tensor audioEmbeddings(const LoadedModel& model, const at::Tensor& encoded)
{
    return project(model.projection, encoded, model.bundle.maxPromptTokens)[0];
}

std::vector<int> promptIds(const LoadedModel& model, const RunOptions& options)
{
    return model.tokenizer->encode(options.prompt.value_or(model.bundle.prompt));
}

Segment decodeWindow(const WindowContext& run, const WindowInput& input, const at::Tensor& encoded,
    const at::Tensor& embeddings)
{
    const LoadedModel& model = run.model;
    StreamingDecoder stream(model.tokenizer);
    Segment segment{input.span.start, input.span.end, {}, {}};
    const auto onToken = [&](const ScoredToken& scored) {
        segment.tokens.push_back({scored.id, stream.push(scored.id), scored.logprob});
        if (run.callbacks.token)
            run.callbacks.token(input.index, segment.tokens.back());
    };
    const WindowKey key = windowKey(input.samples, /*bypass=*/false);
    const GenerateOptions options{
        run.options.sampling, run.options.seed, tokenLimit(model, run.options), run.caches.drafts.find(key)};
    const GenerateResult result
        = generate(*model.decoder, {embeddings, promptIds(model, run.options), promptKey(run, input)},
            options, run.caches.prompts, onToken, run.stop);
    if (!segment.tokens.empty())
        segment.tokens.back().text += stream.finish();
    std::vector<int> ids;
    for (const ScoredToken& token : result.tokens)
        ids.push_back(token.id);
    segment.text = model.tokenizer->decode(ids, /*skipSpecial=*/true);
    run.caches.drafts.keep(key, std::move(ids));

    run.timings.prefill += result.prefill.seconds;
    run.timings.decode += result.decodeSeconds;
    run.timings.decodedTokens += static_cast<int>(result.tokens.size());
    run.timings.promptReused += result.prefill.reused;
    run.timings.confirmedTokens += result.confirmed;
    if (run.options.wordTimes && model.ctc) {
        segment.words = wordTimes(*model.ctc, encoded, segment.text, input.span, model.info.windowSeconds);
        segment.wordSource = WordSource::Ctc;
    }
    if (run.callbacks.segment)
        run.callbacks.segment(input.index, segment);
    return segment;
}

Segment wordlessWindow(const WindowContext& run, const WindowInput& input)
{
    Segment segment{input.span.start, input.span.end, {}, {}};
    if (run.callbacks.segment)
        run.callbacks.segment(input.index, segment);
    return segment;
}

TargetScore scoreWindow(const WindowContext& run, const WindowInput& input, const at::Tensor& embeddings)
{
    const LoadedModel& model = run.model;
    const std::vector<int> ids = model.tokenizer->encode(run.options.target);
    const ScoreResult result
        = scoreTarget(*model.decoder, {embeddings, promptIds(model, run.options), promptKey(run, input)}, ids,
            run.caches.prompts, run.stop);
    TargetScore score{result.logprob, {}, ids.size(), {}};
    StreamingDecoder stream(model.tokenizer);
    for (const ScoredToken& token : result.tokens) {
        score.tokens.push_back({token.id, stream.push(token.id), token.logprob});
        score.likeliest.push_back(token.likeliest);
    }
    run.timings.prefill += result.prefill.seconds;
    if (run.callbacks.score)
        run.callbacks.score(input.index, score);
    return score;
}

} // namespace steerscope

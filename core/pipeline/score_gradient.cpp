// SPDX-License-Identifier: MIT
// log p(target | audio, prompt) and its gradient by the steering: the forward functions of the model with
// autograd through them. No weight needs a gradient, so the graph begins behind the first steered layer.
#include "core/pipeline/transcriber_impl_p.h"

#include "core/model/decoder/decoder_forward_p.h"
#include "core/model/encoder/encoder_layer_p.h"
#include "core/model/encoder/pooling_p.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

struct SteeredSlot {
    const LayerSteering* row;
    double scale; // c
    at::Tensor applied; // [1, T, E]
    at::Tensor steered; // h' [1, T, D], in the graph
};

// What a steered layer gives; the first one is where the graph begins.
at::Tensor steeredSlot(const LayerSteering& row, const at::Tensor& h, const SteeringSettings& settings,
    std::vector<SteeredSlot>& slots)
{
    const LayerSettings& setting = settings.layer(row.layer);
    const at::Tensor applied = appliedGates(routerGates(row, h, setting.temperature), setting);
    const double scale = settings.effectiveScale(row.layer, row.scale);
    at::Tensor steered = addSteering(row, h, applied, scale);
    if (!steered.requires_grad())
        steered = steered.detach().set_requires_grad(true);
    slots.push_back({&row, scale, applied.detach(), steered});
    return steered;
}

// As runEncoder(), from the log-mel and with no tape. [1, mels, 2T] -> [1, P, outputWidth]
at::Tensor encodeWithGraph(const SteeredEncoder& model, const at::Tensor& logMel,
    const SteeringSettings& settings, std::vector<SteeredSlot>& slots, const StopFlag& stop)
{
    const int depth = model.depth();
    auto row = model.steering.rows.begin();
    const auto steerSlot = [&](int slot, const at::Tensor& h) {
        const bool steered = row != model.steering.rows.end() && slotOf(row->layer, depth) == slot;
        return steered ? steeredSlot(*row++, h, settings, slots) : h;
    };
    at::Tensor h = convStem(model.encoder, logMel);
    for (int l = 0; l < depth; ++l) {
        stop.throwIfStopped();
        h = steerSlot(l, encoderLayer(model.encoder.layers[l], model.encoder.config.heads, h, stop));
        if (model.pooling.position == l + 1)
            h = poolFrames(h, model.pooling);
    }
    h = steerSlot(depth, finalNorm(model.encoder, h));
    return model.pooling.kind == PoolingKind::Reshape ? joinFrames(h, model.pooling.kernel) : h;
}

// log p of each id where audio [P, D] and the prompt stand before them. [N, V]
at::Tensor targetLogprobs(const Decoder& decoder, const at::Tensor& audio, const std::vector<int>& prompt,
    const std::vector<int>& ids, const StopFlag& stop)
{
    std::vector<int> before = prompt;
    before.insert(before.end(), ids.begin(), ids.end() - 1);
    const at::Tensor embedded = embedTokens(decoder, before);
    const at::Tensor input = at::cat({audio.to(embedded.device(), embedded.scalar_type()), embedded});
    const at::Tensor hidden = decoderHidden(decoder, input.unsqueeze(0), /*cache=*/nullptr, stop)[0];
    const auto count = static_cast<std::int64_t>(ids.size());
    return at::log_softmax(
        headLogits(decoder, hidden.narrow(0, hidden.size(0) - count, count)), -1); // [N, V]
}

std::vector<double> doubles(const at::Tensor& tensor) // [E]
{
    const at::Tensor host = tensor.to(at::kCPU, at::kDouble).contiguous();
    return {host.const_data_ptr<double>(), host.const_data_ptr<double>() + host.numel()};
}

// gradient: d log p / d h' [1, T, D]
LayerGradient layerGradient(const SteeredSlot& slot, const at::Tensor& gradient)
{
    const at::Tensor byVector // d log p / d (c a) [T, E]
        = at::matmul(gradient[0].to(at::kFloat), slot.row->vectors.to(at::kFloat).t());
    const at::Tensor shares = (slot.applied[0] * byVector).sum(0); // [E]
    const at::Tensor along = byVector - byVector.mean(-1, /*keepdim=*/true);
    return {slot.row->layer, slot.scale, shares.sum().item<double>(), doubles(shares),
        doubles(along.sum(0) * slot.scale)};
}

TargetScore scoreOf(const LoadedModel& model, const std::vector<int>& ids, const at::Tensor& logprobs)
{
    const at::Tensor best = at::argmax(logprobs, -1).to(at::kCPU); // [N]
    TargetScore score;
    score.textTokens = ids.size() - (model.decoder->config.stopIds.empty() ? 0 : 1);
    StreamingDecoder stream(model.tokenizer);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto row = static_cast<std::int64_t>(i);
        const double logprob = logprobs[row][ids[i]].item<double>();
        score.tokens.push_back({ids[i], stream.push(ids[i]), logprob});
        score.likeliest.push_back(best[row].item<std::int64_t>() == ids[i]);
        score.logprob += logprob;
    }
    return score;
}

// The target's ids and, where the LLM has one, the id that ends it.
std::vector<int> targetIds(const LoadedModel& model, const std::string& target)
{
    std::vector<int> ids = model.tokenizer->encode(target);
    if (!model.decoder->config.stopIds.empty())
        ids.push_back(model.decoder->config.stopIds.front());
    return ids;
}

std::pair<std::int64_t, std::int64_t> checkedRange(const TokenRange& tokens, std::size_t count)
{
    const std::size_t end = std::min(tokens.end, count);
    if (tokens.begin >= end)
        throw Failure(ErrorCode::Usage, "there is no text to ask about", {},
            "give a target text, or a recording in which the model says something");
    return {static_cast<std::int64_t>(tokens.begin), static_cast<std::int64_t>(end)};
}

class Threads { // for as long as it lives
public:
    explicit Threads(int count)
        : m_before(at::get_num_threads())
    {
        at::set_num_threads(count);
    }
    ~Threads() { at::set_num_threads(m_before); }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

private:
    int m_before;
};

} // namespace

ScoreGradient Transcriber::Impl::differentiate(const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, const TokenRange& tokens, const StopFlag& stop)
{
    requireModelAudio(audio);
    validate(settings, model.info.steered);
    if (!model.decoder)
        throw Failure(ErrorCode::Model, "this model writes no words to ask about", model.info.path,
            "use a bundle with a language model");
    const WindowPlan plan = planner.plan(audio, model.info.windowSeconds, options, {}, stop);
    const int window = std::clamp(options.firstWindow, 0, static_cast<int>(plan.windows.size()) - 1);
    const std::vector<int> ids = targetIds(model, options.target);
    const auto [begin, end] = checkedRange(tokens, ids.size());
    std::vector<float> storage;
    std::size_t replaced = 0;
    const auto samples = finiteSamples(audio, plan.windows[window], storage, replaced);

    ScoreGradient result;
    withMemory([&] {
        const at::AutoGradMode record(true);
        std::vector<SteeredSlot> slots;
        const at::Tensor encoded
            = encodeWithGraph(model.encoder, windowFeatures(model, samples), settings, slots, stop);
        const at::Tensor logprobs = targetLogprobs(
            *model.decoder, audioEmbeddings(model, encoded), promptIds(model, options), ids, stop);
        const at::Tensor chosen = at::tensor(ids, at::kLong).to(logprobs.device()).unsqueeze(-1);
        const at::Tensor sum = logprobs.gather(-1, chosen).narrow(0, begin, end - begin).sum();
        result = {scoreOf(model, ids, logprobs.detach()), sum.item<double>(), {}};
        std::vector<at::Tensor> inputs;
        for (const SteeredSlot& slot : slots)
            inputs.push_back(slot.steered);
        if (inputs.empty())
            return;
        const auto gradients = torch::autograd::grad({sum}, inputs);
        for (std::size_t i = 0; i < slots.size(); ++i)
            result.layers.push_back(layerGradient(slots[i], gradients[i]));
    });
    return result;
}

double Transcriber::Impl::scoreNoise(
    const Waveform& audio, const SteeringSettings& settings, const RunOptions& options, const StopFlag& stop)
{
    RunOptions scoring = options;
    scoring.decode = false;
    scoring.onlyFirstWindow = true;
    const auto score = [&] {
        caches.activations.clear();
        caches.prompts.clear();
        const RunResult result = run(audio, settings, scoring, {}, stop);
        return result.score ? result.score->logprob : 0.0;
    };
    const double usual = score();
    const Threads other(at::get_num_threads() == 1 ? 2 : 1);
    return std::abs(score() - usual);
}

double Transcriber::scoreNoise(
    const Waveform& audio, const SteeringSettings& settings, const RunOptions& options, const StopFlag& stop)
{
    return m_impl->scoreNoise(audio, settings, options, stop);
}

ScoreGradient Transcriber::differentiate(const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, const TokenRange& tokens, const StopFlag& stop)
{
    return m_impl->differentiate(audio, settings, options, tokens, stop);
}

} // namespace steerscope

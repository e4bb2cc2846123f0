// SPDX-License-Identifier: MIT
#include "core/training/tasks/speech_task_p.h"

#include "core/model/decoder/decoder_forward_p.h"
#include "core/model/decoder/generation_p.h"
#include "core/text/tokenizer.h"
#include "core/training/forward/training_pass_p.h"
#include "core/training/tasks/batch_tensors_p.h"
#include "core/training/tasks/dev_scores.h"
#include "core/training/tasks/layer_records_p.h"
#include "core/training/tasks/speech_model_p.h"
#include "core/training/tasks/speech_source_p.h"
#include "core/training/tasks/teacher_forcing_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace steerscope {

namespace {

bool changesAudio(const AugmentOptions& options)
{
    return options.speedLow != 1.0 || options.speedHigh != 1.0 || options.gainDbLow != 0.0
        || options.gainDbHigh != 0.0 || options.noiseProbability > 0.0 || options.roomProbability > 0.0
        || options.concatProbability > 0.0 || options.leadHigh > 0.0 || options.trailHigh > 0.0
        || options.nonSpeechShare > 0.0 || options.timeMasks > 0 || options.freqMasks > 0
        || options.bandLimitProbability > 0.0;
}

class SpeechTask : public Task {
public:
    SpeechTask(const TrainConfig& config, const Ranks& ranks)
        : m_config(config)
        , m_ranks(ranks)
        , m_model(config)
        , m_tokenizer(Tokenizer::load(m_model.tokenizerFolder()))
        , m_prompt(m_tokenizer->encode(m_model.prompt()))
    {
    }

    const ParameterSet& parameters() const override { return m_model.parameters(); }
    std::string dataKey() const override { return m_data.key; }
    std::vector<std::string> clippedGroups() const override
    {
        return m_config.task == TrainTask::Steering ? std::vector<std::string>{"vectors", "scales"}
                                                    : std::vector<std::string>{};
    }

    void prepare(std::int64_t firstStep, StartRecord& record, const ProgressFn& progress,
        const StopFlag& stop) override
    {
        record.variant = variantName(m_model.shape().variant);
        const SpeechParts parts = frozenParts();
        for (const LayerSteering& row : parts.encoder.steering.rows)
            record.layers.emplace_back(
                row.layer == kOutLayer ? "out" : std::to_string(row.layer + 1), row.experts());
        m_data = openAudioData(m_config, m_model.encoderConfig(), m_ranks, record, progress, stop);
        const LoaderOptions options
            = trainLoaderOptions(m_config, m_model.encoderConfig(), m_ranks.size(), m_ranks.rank());
        const int slot = firstSteeredSlot(parts.encoder.steering, parts.encoder.depth());
        if (m_config.task == TrainTask::Steering && m_config.compute.cacheFeatures && slot > 0
            && !changesAudio(m_config.augment)) {
            const std::string key
                = m_data.train.store->key() + "-" + m_model.frozenKey() + "-" + std::to_string(slot);
            const auto cache = firstThenOthers(m_ranks, [&] {
                return std::make_shared<const FeatureCache>(
                    m_config.data.cache, key, parts.encoder, slot, m_data.train, progress, stop);
            });
            m_source = cachedSource(m_data.train, options, cache, firstStep);
        } else {
            m_source = liveSource(m_data.train, options, m_model.device(), m_model.dtype(), firstStep);
        }
    }

    MicroStep forward(std::int64_t step, int micro, const StopFlag& stop) override
    {
        const SpeechBatch batch = m_source->next();
        const SpeechParts parts = m_model.parts();
        PassOptions options;
        options.dropout = m_config.task == TrainTask::Joint ? m_config.dropout : 0.0;
        options.layerDrop = m_config.task == TrainTask::Joint ? m_config.layerDrop : 0.0;
        options.checkpointing = m_config.compute.checkpointing;
        options.generator = passGenerator(m_config.seed, step, micro, m_ranks.rank());
        options.stop = stop;
        const EncoderTrainingPass pass = trainingPass(parts.encoder, batch.input, batch.firstSlot, options);

        MicroStep result;
        result.loss = textLoss(parts, pass.output, batch.texts, stop, result.tokens);
        result.parts["text"] = result.loss.sum.item<double>();
        addTerms(parts, pass, batch, result);
        result.epoch = batch.epoch;
        result.waited = batch.waited;
        result.items = batch.items;
        const int frames = batch.firstSlot < 0 ? static_cast<int>(batch.input.size(2))
                                               : m_model.encoderConfig().melFrames();
        result.layers = layerRecords(m_model.rows(), pass.gates, batch.melFrames, frames);
        return result;
    }

    DevRecord evaluate(const ProgressFn& progress, const StopFlag& stop) override
    {
        const at::AutoGradMode noGrad(false);
        DevScores scores;
        if (!m_data.dev.utterances.empty()) {
            const SpeechParts parts = frozenParts();
            BatchLoader counter(m_data.dev.store, m_data.dev.utterances, devOptions());
            const std::int64_t batches = counter.stepsPerEpoch();
            const auto source = liveSource(m_data.dev, devOptions(), m_model.device(), m_model.dtype(), 0);
            for (std::int64_t i = 0; i < batches; ++i) {
                stop.throwIfStopped();
                evaluateBatch(parts, source->next(), scores, stop);
                if (progress)
                    progress("evaluating", (i + 1.0) / static_cast<double>(batches));
            }
        }
        return scores.record(m_ranks);
    }

    void writeModel(const std::filesystem::path& folder) const override { m_model.write(folder); }

private:
    LoaderOptions devOptions() const
    {
        return devLoaderOptions(m_config, m_model.encoderConfig(), m_ranks.size(), m_ranks.rank());
    }

    SpeechParts frozenParts() const
    {
        const at::AutoGradMode noGrad(false);
        return m_model.parts();
    }

    // [B, P, D_llm]
    at::Tensor audioEmbeddings(const SpeechParts& parts, const at::Tensor& encoded) const
    {
        return project(parts.projection, encoded, m_model.maxPromptTokens());
    }

    // [audio ; prompt ; text ; padding] -> the loss on text and stop token.
    LossSum textLoss(const SpeechParts& parts, const at::Tensor& encoded,
        const std::vector<std::string>& texts, const StopFlag& stop, std::int64_t& tokens) const
    {
        const at::Tensor audio = audioEmbeddings(parts, encoded);
        const auto batch = audio.size(0);
        const at::Tensor prompt = embedTokens(parts.decoder, m_prompt); // [Q, D]
        std::vector<Answer> answers;
        std::size_t longest = 0;
        for (const std::string& text : texts) {
            Answer answer{audio.size(1) + prompt.size(0), m_tokenizer->encode(text)};
            answer.ids.push_back(parts.decoder.config.stopIds.front());
            longest = std::max(longest, answer.ids.size());
            answers.push_back(std::move(answer));
        }
        std::vector<int> given; // [B, longest - 1]: the answers without their last token, filled up behind
        for (const Answer& answer : answers)
            for (std::size_t i = 0; i + 1 < longest; ++i)
                given.push_back(i + 1 < answer.ids.size() ? answer.ids[i] : answer.ids.back());
        std::vector<at::Tensor> sequence{audio, prompt.unsqueeze(0).expand({batch, -1, -1})};
        if (!given.empty())
            sequence.push_back(embedTokens(parts.decoder, given).view({batch, -1, audio.size(2)}));
        const at::Tensor embeddings = at::cat(sequence, 1);
        tokens = embeddings.size(0) * embeddings.size(1);
        return answerLoss(parts.decoder, embeddings, answers, stop);
    }

    // The balance term and the CTC loss, weighted, as sums over the same targets.
    void addTerms(const SpeechParts& parts, const EncoderTrainingPass& pass, const SpeechBatch& batch,
        MicroStep& result) const
    {
        const auto targets = static_cast<double>(result.loss.targets);
        if (m_config.balanceWeight > 0.0 && !pass.gates.empty()) {
            const at::Tensor balance = balanceLoss(pass.gates) * targets;
            result.parts["balance"] = balance.item<double>();
            result.loss.sum = result.loss.sum + m_config.balanceWeight * balance;
        }
        if (m_config.ctcWeight > 0.0 && parts.ctcHead) {
            std::vector<std::vector<std::int64_t>> labels;
            for (const std::string& text : batch.texts)
                labels.push_back(parts.ctcHead->labels.encode(text));
            const at::Tensor logits = ctcLogits(*parts.ctcHead, pass.hidden).to(at::kFloat);
            const LossSum ctc
                = ctcLoss(logits, std::vector<std::int64_t>(labels.size(), logits.size(1)), labels);
            const at::Tensor mean
                = ctc.sum * (targets / std::max<double>(1.0, static_cast<double>(ctc.targets)));
            result.parts["ctc"] = mean.item<double>();
            result.loss.sum = result.loss.sum + m_config.ctcWeight * mean;
        }
    }

    void evaluateBatch(
        const SpeechParts& parts, const SpeechBatch& batch, DevScores& scores, const StopFlag& stop) const
    {
        if (batch.texts.empty())
            return;
        const at::Tensor encoded = trainingPass(parts.encoder, batch.input, -1, {}).output;
        std::int64_t tokens = 0;
        const LossSum loss = textLoss(parts, encoded, batch.texts, stop, tokens);
        scores.addLoss(loss.sum.item<double>(), static_cast<double>(loss.targets));
        const at::Tensor audio = audioEmbeddings(parts, encoded);
        GenerateOptions options;
        options.maxTokens = m_model.maxTokens();
        for (std::size_t i = 0; i < batch.texts.size(); ++i) {
            PromptCache cache;
            std::vector<int> ids;
            const DecoderInput input{audio[static_cast<std::int64_t>(i)], m_prompt};
            for (const ScoredToken& token : generate(parts.decoder, input, options, cache, {}, stop).tokens)
                ids.push_back(token.id);
            scores.add(batch.texts[i], m_tokenizer->decode(ids, /*skipSpecial=*/true), batch.sets[i]);
        }
    }

    const TrainConfig& m_config;
    const Ranks& m_ranks;
    SpeechModel m_model;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<int> m_prompt;
    AudioData m_data;
    std::unique_ptr<SpeechSource> m_source;
};

} // namespace

std::unique_ptr<Task> makeSpeechTask(const TrainConfig& config, const Ranks& ranks)
{
    return std::make_unique<SpeechTask>(config, ranks);
}

} // namespace steerscope

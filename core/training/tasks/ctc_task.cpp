// SPDX-License-Identifier: MIT
#include "core/training/tasks/ctc_task_p.h"

#include "core/model/checkpoint/weight_loader_p.h"
#include "core/training/forward/training_pass_p.h"
#include "core/training/parameters/trainable_encoder_p.h"
#include "core/training/tasks/audio_data.h"
#include "core/training/tasks/batch_tensors_p.h"
#include "core/training/tasks/ctc_head_p.h"
#include "core/training/tasks/dev_scores.h"
#include "core/training/tasks/training_device_p.h"

#include <c10/core/GradMode.h>

namespace steerscope {

namespace {

EncoderConfig newEncoderConfig(const NewEncoderConfig& sizes)
{
    EncoderConfig config;
    config.layers = sizes.layers;
    config.width = sizes.width;
    config.heads = sizes.heads;
    config.ffn = sizes.ffn;
    config.mels = sizes.mels;
    config.windowSamples = sizes.windowSeconds * config.sampleRate;
    config.positions = config.melFrames() / 2;
    return config;
}

class CtcTask : public Task {
public:
    CtcTask(const TrainConfig& config, const Ranks& ranks)
        : m_config(config)
        , m_ranks(ranks)
        , m_device(trainingDevice(config))
        , m_dtype(scalarTypeByName(config.compute.dtype))
        , m_parameters(m_device)
        , m_pooling(parsePooling(config.encoder.pooling))
    {
        EncoderWeights weights;
        if (config.encoder.init.empty()) {
            weights = randomEncoder(newEncoderConfig(config.encoder), config.seed);
        } else {
            weights = readEncoderFolder(config.encoder.init);
        }
        m_encoderConfig = weights.config;
        m_positions = weights.positions.to(m_device);
        addEncoderParameters(m_parameters, weights);
        m_head = startingHead();
        m_parameters.add("ctc_head.weight", "head", m_head.weight);
        m_parameters.add("ctc_head.bias", "head", m_head.bias, /*decays=*/false);
    }

    const ParameterSet& parameters() const override { return m_parameters; }
    std::string dataKey() const override { return m_data.key; }

    void prepare(std::int64_t firstStep, StartRecord& record, const ProgressFn& progress,
        const StopFlag& stop) override
    {
        m_data = openAudioData(m_config, m_encoderConfig, m_ranks, record, progress, stop);
        m_loader = std::make_unique<BatchLoader>(m_data.train.store, m_data.train.utterances,
            trainLoaderOptions(m_config, m_encoderConfig, m_ranks.size(), m_ranks.rank()), firstStep);
    }

    MicroStep forward(std::int64_t step, int micro, const StopFlag& stop) override
    {
        const double waited = m_loader->waitedSeconds();
        const AudioBatch batch = m_loader->next();
        PassOptions options;
        options.dropout = m_config.dropout;
        options.layerDrop = m_config.layerDrop;
        options.checkpointing = m_config.compute.checkpointing;
        options.generator = passGenerator(m_config.seed, step, micro, m_ranks.rank());
        options.stop = stop;
        const at::Tensor logits = logitsOf(batch, options);

        MicroStep result;
        result.loss = lossOf(logits, batch);
        result.parts["ctc"] = result.loss.sum.item<double>();
        result.epoch = batch.epoch;
        result.tokens = logits.size(0) * logits.size(1);
        result.waited = m_loader->waitedSeconds() - waited;
        result.items = itemNames(batch, m_data.train.utterances);
        return result;
    }

    DevRecord evaluate(const ProgressFn& progress, const StopFlag& stop) override
    {
        const at::AutoGradMode noGrad(false);
        DevScores scores;
        const auto& utterances = m_data.dev.utterances;
        if (!utterances.empty()) {
            BatchLoader loader(m_data.dev.store, utterances,
                devLoaderOptions(m_config, m_encoderConfig, m_ranks.size(), m_ranks.rank()));
            const std::int64_t batches = loader.stepsPerEpoch();
            for (std::int64_t i = 0; i < batches; ++i) {
                stop.throwIfStopped();
                const AudioBatch batch = loader.next();
                if (batch.size() == 0)
                    continue;
                const at::Tensor logits = logitsOf(batch, {});
                const LossSum loss = lossOf(logits, batch);
                scores.addLoss(loss.sum.item<double>(), static_cast<double>(loss.targets));
                const std::vector<std::string> texts = greedyTexts(m_head.labels, logits);
                for (int item = 0; item < batch.size(); ++item)
                    scores.add(batch.texts[item], texts[item], setOf(batch, item, utterances));
                if (progress)
                    progress("evaluating", (i + 1.0) / static_cast<double>(batches));
            }
        }
        return scores.record(m_ranks);
    }

    void writeModel(const std::filesystem::path& folder) const override
    {
        const at::AutoGradMode noGrad(false);
        writeEncoderFolder(
            encoderFromParameters(m_parameters, m_encoderConfig, m_positions, at::kFloat), folder);
        writeCtcHead({m_head.labels, m_parameters["ctc_head.weight"], m_parameters["ctc_head.bias"]}, folder);
    }

private:
    // The characters of the training texts, whatever is skipped later: labels are fixed before the data are
    // opened. A head to start from keeps its own besides.
    CtcHead startingHead() const
    {
        std::vector<std::string> texts;
        for (const Utterance& utterance : readManifests(m_config.data.train, {}).utterances)
            texts.push_back(utterance.text);
        const std::uint64_t seed = m_config.seed + 1;
        std::optional<CtcHead> known;
        if (!m_config.encoder.init.empty())
            known = readCtcHead(m_config.encoder.init, m_encoderConfig.width);
        if (!known)
            return randomCtcHead(CtcLabels::of(texts), m_encoderConfig.width, seed);
        texts.insert(texts.end(), known->labels.characters().begin(), known->labels.characters().end());
        return withLabels(*known, CtcLabels::of(texts), seed);
    }

    at::Tensor logitsOf(const AudioBatch& batch, const PassOptions& options) const
    {
        SteeredEncoder model;
        model.encoder = encoderFromParameters(m_parameters, m_encoderConfig, m_positions, m_dtype);
        model.pooling = m_pooling;
        const at::Tensor logMel = logMelTensor(batch, m_device, m_dtype);
        const at::Tensor hidden = trainingPass(model, logMel, /*firstSlot=*/-1, options).hidden;
        return ctcLogits({m_head.labels, m_parameters["ctc_head.weight"].to(m_dtype),
                             m_parameters["ctc_head.bias"].to(m_dtype)},
            hidden)
            .to(at::kFloat);
    }

    // Padding counts: the encoder sees it, so the head learns to say nothing there.
    LossSum lossOf(const at::Tensor& logits, const AudioBatch& batch) const
    {
        std::vector<std::vector<std::int64_t>> targets;
        for (const std::string& text : batch.texts)
            targets.push_back(m_head.labels.encode(text));
        return ctcLoss(logits, std::vector<std::int64_t>(targets.size(), logits.size(1)), targets);
    }

    const TrainConfig& m_config;
    const Ranks& m_ranks;
    at::Device m_device;
    at::ScalarType m_dtype;
    ParameterSet m_parameters;
    Pooling m_pooling;
    EncoderConfig m_encoderConfig;
    at::Tensor m_positions; // not trained
    CtcHead m_head; // its labels; the weights are parameters
    AudioData m_data;
    std::unique_ptr<BatchLoader> m_loader;
};

} // namespace

std::unique_ptr<Task> makeCtcTask(const TrainConfig& config, const Ranks& ranks)
{
    return std::make_unique<CtcTask>(config, ranks);
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/training/tasks/language_task_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/model/decoder/decoder_forward_p.h"
#include "core/model/decoder/generation_p.h"
#include "core/text/tokenizer.h"
#include "core/training/data/batch_plan.h"
#include "core/training/parameters/trainable_decoder_p.h"
#include "core/training/tasks/batch_tensors_p.h"
#include "core/training/tasks/dev_scores.h"
#include "core/training/tasks/prefix.h"
#include "core/training/tasks/sentences.h"
#include "core/training/tasks/teacher_forcing_p.h"
#include "core/training/tasks/training_device_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace steerscope {

namespace {

constexpr std::size_t kLongestSentence = 240; // bytes
constexpr int kDevSentences = 100; // read off a prefix in an evaluation, where dev_limit names no number
constexpr std::uint64_t kDevSeed = 0x5eed;

// A batch in the making: positions of mixed embeddings, and the answers.
struct Row {
    std::vector<PrefixPosition> positions;
    Answer answer;
};

class LanguageTask : public Task {
public:
    LanguageTask(const TrainConfig& config, const Ranks& ranks)
        : m_config(config)
        , m_ranks(ranks)
        , m_device(trainingDevice(config))
        , m_dtype(scalarTypeByName(config.compute.dtype))
        , m_tokenizer(Tokenizer::load(config.tokenizer))
        , m_prompt(m_tokenizer->encode(config.model.prompt))
        , m_parameters(m_device)
    {
        std::shared_ptr<const Decoder> start;
        if (!config.llm.init.empty())
            start = loadDecoder(config.llm.init, at::kFloat, at::kCPU);
        m_decoderConfig = start ? start->config : newConfig();
        const Decoder decoder
            = start ? *start : Decoder{m_decoderConfig, randomDecoder(m_decoderConfig, config.seed)};
        addDecoderParameters(m_parameters, decoder);
        m_prefixes
            = std::make_unique<PrefixMaker>(m_tokenizer, config.prefix, m_decoderConfig.stopIds.front());
    }

    const ParameterSet& parameters() const override { return m_parameters; }
    std::string dataKey() const override { return m_sentences.key; }

    void prepare(std::int64_t, StartRecord& record, const ProgressFn& progress, const StopFlag& stop) override
    {
        if (progress)
            progress("reading sentences", -1.0);
        m_sentences = readSentences(m_config.data.text, kLongestSentence, stop);
        record.utterances = static_cast<std::int64_t>(m_sentences.train.size());
        for (const std::string& sentence : m_sentences.train)
            m_lengths.push_back(static_cast<double>(sentence.size()));
    }

    MicroStep forward(std::int64_t step, int micro, const StopFlag& stop) override
    {
        const std::int64_t number = step * m_config.batch.accumulate + micro;
        const BatchPosition place
            = batchPosition(number, [&](int epoch) { return static_cast<std::int64_t>(plan(epoch).size()); });
        std::vector<Row> rows;
        MicroStep result;
        for (const int item : plan(place.epoch)[place.batch].items) {
            PositionRandom random(
                m_config.seed, {static_cast<std::uint64_t>(place.epoch), static_cast<std::uint64_t>(item)});
            rows.push_back(row(m_sentences.train[item], random.chance(m_config.prefix.share), random));
            result.items.push_back("sentence \"" + m_sentences.train[item] + "\"");
        }
        result.loss = lossOf(decoderFromParameters(m_parameters, m_decoderConfig, m_dtype), rows,
            passGenerator(m_config.seed, step, micro, m_ranks.rank()), stop, result.tokens);
        result.parts["text"] = result.loss.sum.item<double>();
        result.epoch = place.epoch;
        return result;
    }

    DevRecord evaluate(const ProgressFn& progress, const StopFlag& stop) override
    {
        const at::AutoGradMode noGrad(false);
        const Decoder decoder = decoderFromParameters(m_parameters, m_decoderConfig, at::kFloat);
        DevScores scores;
        const std::size_t limit = m_config.data.devLimit > 0 ? m_config.data.devLimit : kDevSentences;
        const std::size_t count = std::min(limit, m_sentences.dev.size());
        for (std::size_t i = m_ranks.rank(); i < count; i += m_ranks.size()) {
            PositionRandom random(kDevSeed, {i});
            const Row read = row(m_sentences.dev[i], /*prefixed=*/true, random);
            std::int64_t tokens = 0;
            const LossSum loss
                = lossOf(decoder, {read}, passGenerator(kDevSeed, 0, 0, static_cast<int>(i)), stop, tokens);
            scores.addLoss(loss.sum.item<double>(), static_cast<double>(loss.targets));
            scores.add(m_sentences.dev[i], readPrefix(decoder, read, static_cast<int>(i), stop), "prefix");
            if (progress)
                progress("evaluating", (i + 1.0) / static_cast<double>(count));
        }
        return scores.record(m_ranks);
    }

    void writeModel(const std::filesystem::path& folder) const override
    {
        const at::AutoGradMode noGrad(false);
        writeDecoderFolder(
            decoderFromParameters(m_parameters, m_decoderConfig, at::kFloat), m_config.tokenizer, folder);
    }

private:
    DecoderConfig newConfig() const
    {
        const NewLlmConfig& sizes = m_config.llm;
        const std::vector<int> end = m_tokenizer->encode("<|endoftext|>");
        if (end.size() != 1)
            throw Failure(ErrorCode::Input, "the tokenizer has no token <|endoftext|>",
                m_config.tokenizer.string(), "train one with 'steerscope-cli train-tokenizer'");
        if (sizes.width % sizes.heads != 0 || sizes.heads % sizes.keyValueHeads != 0)
            throw Failure(ErrorCode::Input,
                "'llm.heads' must divide llm.width, and key_value_heads the heads", {},
                "docs/training.md lists every key");
        DecoderConfig config;
        config.family = "qwen2";
        config.layers = sizes.layers;
        config.width = sizes.width;
        config.heads = sizes.heads;
        config.keyValueHeads = sizes.keyValueHeads;
        config.headWidth = sizes.width / sizes.heads;
        config.intermediate = sizes.intermediate;
        config.vocabulary = m_tokenizer->vocabularySize();
        config.qkvBias = true;
        config.tiedHead = true;
        config.positions = sizes.positions;
        config.stopIds = end;
        return config;
    }

    const std::vector<PlannedBatch>& plan(int epoch)
    {
        if (epoch != m_plannedEpoch) {
            BatchPlanOptions options;
            options.batchSize = m_config.batch.size;
            options.seed = m_config.seed;
            options.ranks = m_ranks.size();
            options.rank = m_ranks.rank();
            m_plan = planEpoch(options, m_lengths, epoch);
            m_plannedEpoch = epoch;
        }
        return m_plan;
    }

    // [prefix ; prompt ; sentence]
    Row row(const std::string& sentence, bool prefixed, PositionRandom& random) const
    {
        Row row;
        if (prefixed)
            row.positions = m_prefixes->make(sentence, random);
        for (const int id : m_prompt)
            row.positions.push_back({id, id});
        row.answer.begin = static_cast<std::int64_t>(row.positions.size());
        row.answer.ids = m_tokenizer->encode(sentence);
        for (const int id : row.answer.ids)
            row.positions.push_back({id, id});
        row.answer.ids.push_back(m_decoderConfig.stopIds.front());
        return row;
    }

    // [B, T, D] of the rows' first positions, T the longest; behind a shorter row stand zeros.
    at::Tensor embed(
        const Decoder& decoder, const std::vector<Row>& rows, const at::Generator& generator) const
    {
        std::size_t longest = 0;
        for (const Row& row : rows)
            longest = std::max(longest, row.positions.size());
        const std::size_t cells = rows.size() * longest;
        std::vector<std::int64_t> first(cells, 0);
        std::vector<std::int64_t> second(cells, 0);
        std::vector<float> firstWeight(cells, 0.0F);
        std::vector<float> secondWeight(cells, 0.0F);
        std::vector<float> noise(cells, 0.0F);
        for (std::size_t b = 0; b < rows.size(); ++b)
            for (std::size_t t = 0; t < rows[b].positions.size(); ++t) {
                const PrefixPosition& position = rows[b].positions[t];
                const std::size_t cell = b * longest + t;
                first[cell] = position.first;
                second[cell] = position.second;
                firstWeight[cell] = position.firstWeight;
                secondWeight[cell] = 1.0F - position.firstWeight;
                noise[cell] = position.noise;
            }
        const at::Tensor& table = decoder.weights.embedding;
        const auto column = [&](const std::vector<float>& values) {
            return at::tensor(values).to(table.device(), table.scalar_type()).unsqueeze(1); // [B T, 1]
        };
        const at::Tensor mixed
            = at::embedding(table, at::tensor(first, at::kLong).to(table.device())) * column(firstWeight)
            + at::embedding(table, at::tensor(second, at::kLong).to(table.device())) * column(secondWeight);
        const at::Tensor deviation = table.detach().to(at::kFloat).square().mean().sqrt();
        const at::Tensor random = at::empty({static_cast<std::int64_t>(cells), table.size(1)}, at::kFloat)
                                      .normal_(0.0, 1.0, generator);
        const at::Tensor noisy
            = mixed + (random.to(table.device()) * deviation).to(table.scalar_type()) * column(noise);
        return noisy.view({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(longest), -1});
    }

    LossSum lossOf(const Decoder& decoder, const std::vector<Row>& rows, const at::Generator& generator,
        const StopFlag& stop, std::int64_t& tokens) const
    {
        const at::Tensor embeddings = embed(decoder, rows, generator);
        tokens = embeddings.size(0) * embeddings.size(1);
        std::vector<Answer> answers;
        for (const Row& row : rows)
            answers.push_back(row.answer);
        return answerLoss(decoder, embeddings, answers, stop);
    }

    std::string readPrefix(const Decoder& decoder, const Row& read, int index, const StopFlag& stop) const
    {
        Row prefix = read;
        prefix.positions.resize(read.answer.begin - m_prompt.size());
        DecoderInput input;
        input.audio = embed(decoder, {prefix}, passGenerator(kDevSeed, 0, 0, index))[0];
        input.promptIds = m_prompt;
        GenerateOptions options;
        options.maxTokens = m_config.model.maxTokens;
        PromptCache cache;
        std::vector<int> ids;
        for (const ScoredToken& token : generate(decoder, input, options, cache, {}, stop).tokens)
            ids.push_back(token.id);
        return m_tokenizer->decode(ids, /*skipSpecial=*/true);
    }

    const TrainConfig& m_config;
    const Ranks& m_ranks;
    at::Device m_device;
    at::ScalarType m_dtype;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<int> m_prompt;
    ParameterSet m_parameters;
    DecoderConfig m_decoderConfig;
    std::unique_ptr<PrefixMaker> m_prefixes;
    Sentences m_sentences;
    std::vector<double> m_lengths; // bytes of each training sentence
    std::vector<PlannedBatch> m_plan;
    int m_plannedEpoch = -1;
};

} // namespace

std::unique_ptr<Task> makeLanguageTask(const TrainConfig& config, const Ranks& ranks)
{
    return std::make_unique<LanguageTask>(config, ranks);
}

} // namespace steerscope

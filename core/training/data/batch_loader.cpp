// SPDX-License-Identifier: MIT
#include "core/training/data/batch_loader.h"

#include "core/base/error.h"
#include "core/training/data/epoch_book.h"
#include "core/training/data/ordered_workers.h"
#include "core/training/data/spec_augment.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

namespace steerscope {

namespace {

constexpr std::uint64_t kMasks = 32; // purpose of the generator

void checkOptions(const LoaderOptions& options)
{
    checkBatchPlan(options.plan);
    checkAugmentation(options.augment);
    const auto require = [](bool sensible, const std::string& what) {
        if (!sensible)
            throw Failure(ErrorCode::Usage, what, "batches", "correct the training's settings");
    };
    require(options.logMel.hop >= 1, "the hop of the log-mel must be 1 or more");
    require(options.padMultiple >= 2 && options.padMultiple % 2 == 0,
        "batches are padded to an even number of frames, 2 or more");
    require(options.fullWindowProbability >= 0.0 && options.fullWindowProbability <= 1.0,
        "the probability of a full window must be between 0 and 1");
    require(options.accumulate >= 1, "a step needs at least one batch");
    require(options.logMel.sampleRate == kModelSampleRate, "the model must hear 16 kHz");
    require(options.logMel.windowSamples % (2 * options.logMel.hop) == 0,
        "the model's window must be an even number of whole frames");
}

} // namespace

struct BatchLoader::Impl {
    Impl(std::shared_ptr<const AudioStore> audio, std::vector<Utterance> rows, LoaderOptions chosen)
        : store(std::move(audio))
        , utterances(std::move(rows))
        , options(std::move(chosen))
        , logMel(options.logMel)
        , book(options, pool)
    {
        fillPool();
    }

    void fillPool()
    {
        if (store->size() != utterances.size())
            throw Failure(ErrorCode::Internal, "the decoded audio belongs to other utterances");
        for (const int index : chooseShare(utterances, options.plan.share)) {
            const std::int64_t samples = store->sampleCount(static_cast<std::size_t>(index));
            if (samples > options.logMel.windowSamples)
                tooLong.push_back(index);
            else if (samples > 0)
                addToPool(index, samples);
        }
        if (pool.utterances.empty())
            throw Failure(ErrorCode::Input, "no utterance is usable: all are undecodable or too long", {},
                "check the manifest, or use a model with a longer window");
    }

    void addToPool(int index, std::int64_t samples)
    {
        const Utterance& utterance = utterances[static_cast<std::size_t>(index)];
        const int speaker
            = speakers.emplace(utterance.set + '\n' + utterance.speaker, std::ssize(speakers)).first->second;
        pool.bySpeaker.resize(speakers.size());
        pool.bySpeaker[static_cast<std::size_t>(speaker)].push_back(static_cast<int>(pool.utterances.size()));
        pool.utterances.push_back(index);
        pool.samples.push_back(samples);
        pool.speaker.push_back(speaker);
    }

    AudioBatch make(std::int64_t number)
    {
        const BatchPosition at = book.position(number);
        const std::shared_ptr<const Epoch> epoch = book.epoch(at.epoch);
        const PlannedBatch& planned = epoch->batches[static_cast<std::size_t>(at.batch)];
        AudioBatch batch;
        batch.step = number / options.accumulate;
        batch.micro = static_cast<int>(number % options.accumulate);
        batch.epoch = at.epoch;
        batch.mels = options.logMel.mels;
        batch.frames = static_cast<int>(
            std::llround(planned.seconds * options.logMel.sampleRate / options.logMel.hop));
        batch.logMel.reserve(planned.items.size() * static_cast<std::size_t>(batch.mels)
            * static_cast<std::size_t>(batch.frames));
        for (const int item : planned.items)
            add(batch, epoch->recipes[static_cast<std::size_t>(item)], {options.plan.seed, at.epoch, item});
        return batch;
    }

    void add(AudioBatch& batch, const ItemRecipe& recipe, const ItemPosition& position) const
    {
        const std::vector<float> sound = cook(recipe, options.augment, pool, *store, position);
        MelSpectrogram mel = logMel.compute(sound, batch.frames * options.logMel.hop);
        const auto counted = static_cast<int>((recipe.samples + options.logMel.hop - 1) / options.logMel.hop);
        PositionRandom random(options.plan.seed,
            {kMasks, static_cast<std::uint64_t>(position.epoch), static_cast<std::uint64_t>(position.item)});
        maskSpectrogram(mel, counted, options.augment, random);
        batch.logMel.insert(batch.logMel.end(), mel.values.begin(), mel.values.end());
        batch.melFrames.push_back(std::min(counted, batch.frames));
        batch.seconds.push_back(static_cast<double>(recipe.samples) / options.logMel.sampleRate);
        std::string& text = batch.texts.emplace_back();
        std::vector<int>& joined = batch.utterances.emplace_back();
        for (const RecipePart& part : recipe.parts) {
            joined.push_back(pool.utterances[static_cast<std::size_t>(part.clip)]);
            const std::string& more = utterances[static_cast<std::size_t>(joined.back())].text;
            text += text.empty() || more.empty() ? more : " " + more;
        }
    }

    std::shared_ptr<const AudioStore> store;
    std::vector<Utterance> utterances;
    LoaderOptions options;
    LogMel logMel;
    ClipPool pool;
    std::map<std::string, int> speakers; // set and name -> number
    std::vector<int> tooLong;
    EpochBook book;
    double waited = 0.0;
    std::unique_ptr<OrderedWorkers<AudioBatch>> workers; // last: they use everything above
};

BatchLoader::BatchLoader(std::shared_ptr<const AudioStore> store, std::vector<Utterance> utterances,
    LoaderOptions options, std::int64_t firstStep)
{
    checkOptions(options);
    m_impl = std::make_unique<Impl>(std::move(store), std::move(utterances), std::move(options));
    Impl* impl = m_impl.get();
    impl->workers = std::make_unique<OrderedWorkers<AudioBatch>>(
        impl->options.threads, std::max(impl->options.ahead, impl->options.threads),
        OrderedWorkers<AudioBatch>::kEndless, [impl](std::int64_t number) { return impl->make(number); },
        firstStep * impl->options.accumulate);
}

BatchLoader::~BatchLoader() = default;

AudioBatch BatchLoader::next()
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    AudioBatch batch = m_impl->workers->next();
    m_impl->waited += std::chrono::duration<double>(Clock::now() - begin).count();
    return batch;
}

double BatchLoader::waitedSeconds() const
{
    return m_impl->waited;
}

std::int64_t BatchLoader::stepsPerEpoch() const
{
    const std::int64_t batches = m_impl->book.batchesOf(0);
    return (batches + m_impl->options.accumulate - 1) / m_impl->options.accumulate;
}

int BatchLoader::usedUtterances() const
{
    return static_cast<int>(m_impl->pool.utterances.size());
}

const std::vector<int>& BatchLoader::tooLong() const
{
    return m_impl->tooLong;
}

} // namespace steerscope

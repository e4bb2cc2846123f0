// SPDX-License-Identifier: MIT
#include "core/training/tasks/speech_source_p.h"

#include "core/training/tasks/batch_tensors_p.h"

#include <utility>

namespace steerscope {

namespace {

class LiveSource : public SpeechSource {
public:
    LiveSource(const AudioSet& audio, const LoaderOptions& options, at::Device device, at::ScalarType dtype,
        std::int64_t firstStep)
        : m_utterances(audio.utterances)
        , m_device(device)
        , m_dtype(dtype)
        , m_loader(audio.store, audio.utterances, options, firstStep)
    {
    }

    SpeechBatch next() override
    {
        const double waited = m_loader.waitedSeconds();
        AudioBatch audio = m_loader.next();
        SpeechBatch batch;
        batch.input = logMelTensor(audio, m_device, m_dtype);
        batch.items = itemNames(audio, m_utterances);
        for (int i = 0; i < audio.size(); ++i)
            batch.sets.push_back(setOf(audio, i, m_utterances));
        batch.texts = std::move(audio.texts);
        batch.melFrames = std::move(audio.melFrames);
        batch.epoch = audio.epoch;
        batch.waited = m_loader.waitedSeconds() - waited;
        return batch;
    }

private:
    std::vector<Utterance> m_utterances;
    at::Device m_device;
    at::ScalarType m_dtype;
    BatchLoader m_loader;
};

class CachedSource : public SpeechSource {
public:
    CachedSource(const AudioSet& audio, const LoaderOptions& options,
        std::shared_ptr<const FeatureCache> cache, std::int64_t firstStep)
        : m_audio(audio)
        , m_options(options)
        , m_cache(std::move(cache))
        , m_next(firstStep * options.accumulate)
    {
        const double window = static_cast<double>(options.logMel.windowSamples) / options.logMel.sampleRate;
        for (const int index : chooseShare(audio.utterances, options.plan.share)) {
            const double seconds = audio.store->seconds(index);
            if (audio.store->sampleCount(index) == 0 || seconds > window)
                continue;
            m_used.push_back(index);
            m_seconds.push_back(seconds);
        }
        m_options.plan.share = 1.0;
        m_options.plan.bucketByLength = false; // whole windows all
    }

    SpeechBatch next() override
    {
        const BatchPosition place = batchPosition(
            m_next++, [this](int epoch) { return static_cast<std::int64_t>(plan(epoch).size()); });
        SpeechBatch batch;
        batch.firstSlot = m_cache->slot();
        batch.epoch = place.epoch;
        std::vector<int> indices;
        for (const int item : plan(place.epoch)[place.batch].items) {
            const int index = m_used[item];
            const Utterance& utterance = m_audio.utterances[index];
            indices.push_back(index);
            batch.texts.push_back(utterance.text);
            batch.melFrames.push_back(
                static_cast<int>(m_audio.store->sampleCount(index) / m_options.logMel.hop));
            batch.items.push_back(utterance.audio.string());
            batch.sets.push_back(utterance.set);
        }
        batch.input = m_cache->batch(indices);
        return batch;
    }

private:
    const std::vector<PlannedBatch>& plan(int epoch)
    {
        if (epoch != m_plannedEpoch) {
            m_plan = planEpoch(m_options.plan, m_seconds, epoch);
            m_plannedEpoch = epoch;
        }
        return m_plan;
    }

    AudioSet m_audio;
    LoaderOptions m_options;
    std::shared_ptr<const FeatureCache> m_cache;
    std::int64_t m_next;
    std::vector<int> m_used; // indices of utterances
    std::vector<double> m_seconds;
    std::vector<PlannedBatch> m_plan;
    int m_plannedEpoch = -1;
};

} // namespace

std::unique_ptr<SpeechSource> liveSource(const AudioSet& audio, const LoaderOptions& options,
    at::Device device, at::ScalarType dtype, std::int64_t firstStep)
{
    return std::make_unique<LiveSource>(audio, options, device, dtype, firstStep);
}

std::unique_ptr<SpeechSource> cachedSource(const AudioSet& audio, const LoaderOptions& options,
    std::shared_ptr<const FeatureCache> cache, std::int64_t firstStep)
{
    return std::make_unique<CachedSource>(audio, options, std::move(cache), firstStep);
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/training/tasks/audio_data.h"

#include "core/base/error.h"

#include <algorithm>
#include <set>

namespace steerscope {

namespace {

constexpr int kDevBatch = 8;

std::uint64_t mixText(std::uint64_t hash, const std::string& text)
{
    for (const unsigned char c : text)
        hash = mixBits(hash ^ c);
    return mixBits(hash ^ text.size());
}

Manifest readRows(const TrainConfig& config, const std::vector<std::filesystem::path>& files, bool training,
    const EncoderConfig& encoder, StartRecord& record, const StopFlag& stop)
{
    ManifestRules rules;
    rules.longestSeconds = encoder.windowSeconds();
    if (training)
        rules.excludeSpeakers = config.data.excludeSpeakers;
    else
        rules.onlySpeakers = config.data.devSpeakers;
    Manifest manifest = readManifests(files, rules, stop);
    for (const SkippedRow& row : manifest.skipped)
        record.skipped.push_back({row.manifest.string(), row.line, row.why});
    return manifest;
}

std::shared_ptr<const AudioStore> openStore(const TrainConfig& config, const Manifest& manifest,
    const Ranks& ranks, StartRecord& record, const ProgressFn& progress, const StopFlag& stop)
{
    const auto store = firstThenOthers(ranks, [&] {
        return std::make_shared<const AudioStore>(
            config.data.cache, manifest.utterances, std::max(1, record.threads), progress, stop);
    });
    for (const SkippedRow& row : skippedRows(*store, manifest))
        record.skipped.push_back({row.manifest.string(), row.line, row.why});
    return store;
}

// At most `limit` of them, spread evenly.
void thin(std::vector<Utterance>& utterances, int limit)
{
    if (limit <= 0 || static_cast<int>(utterances.size()) <= limit)
        return;
    std::vector<Utterance> kept;
    for (int i = 0; i < limit; ++i)
        kept.push_back(utterances[utterances.size() * i / limit]);
    utterances = std::move(kept);
}

void repeatSets(std::vector<Utterance>& utterances, const std::map<std::string, int>& times)
{
    std::set<std::string> seen;
    std::vector<Utterance> result;
    for (const Utterance& utterance : utterances) {
        const auto found = times.find(utterance.set);
        seen.insert(utterance.set);
        result.insert(result.end(), found == times.end() ? 1 : found->second, utterance);
    }
    for (const auto& [set, count] : times)
        if (!seen.contains(set)) {
            std::string known;
            for (const std::string& name : seen)
                known += (known.empty() ? "" : ", ") + name;
            throw Failure(ErrorCode::Input,
                "'data.repeat' names the set '" + set + "', which no manifest has", {},
                "the sets are " + known);
        }
    utterances = std::move(result);
}

} // namespace

LogMelOptions logMelOptions(const EncoderConfig& config)
{
    LogMelOptions options;
    options.mels = config.mels;
    options.fftSize = config.fftSize;
    options.hop = config.hop;
    options.windowSamples = config.windowSamples;
    options.sampleRate = config.sampleRate;
    return options;
}

AudioData openAudioData(const TrainConfig& config, const EncoderConfig& encoder, const Ranks& ranks,
    StartRecord& record, const ProgressFn& progress, const StopFlag& stop)
{
    AudioData data;
    Manifest train = readRows(config, config.data.train, true, encoder, record, stop);
    repeatSets(train.utterances, config.data.repeat);
    data.train.store = openStore(config, train, ranks, record, progress, stop);
    data.train.utterances = std::move(train.utterances);
    if (!config.data.dev.empty()) {
        Manifest dev = readRows(config, config.data.dev, false, encoder, record, stop);
        thin(dev.utterances, config.data.devLimit);
        data.dev.store = openStore(config, dev, ranks, record, progress, stop);
        data.dev.utterances = std::move(dev.utterances);
    }
    std::uint64_t texts = mixBits(config.seed);
    for (std::size_t i = 0; i < data.train.utterances.size(); ++i) {
        texts = mixText(texts, data.train.utterances[i].text);
        record.seconds += data.train.store->seconds(i);
    }
    record.utterances = static_cast<std::int64_t>(data.train.utterances.size());
    data.key = data.train.store->key() + "-" + std::to_string(texts);
    return data;
}

LoaderOptions trainLoaderOptions(const TrainConfig& config, const EncoderConfig& encoder, int ranks, int rank)
{
    LoaderOptions options;
    options.logMel = logMelOptions(encoder);
    options.fullWindow = config.batch.fullWindow;
    options.fullWindowProbability = config.batch.fullWindowShare;
    options.plan.batchSize = config.batch.size;
    options.plan.maxBatchSeconds = config.batch.maxSeconds;
    options.plan.seed = config.seed;
    options.plan.ranks = ranks;
    options.plan.rank = rank;
    options.plan.share = config.data.share;
    options.augment = config.augment;
    options.accumulate = config.batch.accumulate;
    options.threads = config.batch.loaderThreads;
    return options;
}

LoaderOptions devLoaderOptions(const TrainConfig& config, const EncoderConfig& encoder, int ranks, int rank)
{
    LoaderOptions options;
    options.logMel = logMelOptions(encoder);
    options.fullWindow = true;
    options.plan.batchSize = kDevBatch;
    options.plan.shuffle = false;
    options.plan.ranks = ranks;
    options.plan.rank = rank;
    options.threads = config.batch.loaderThreads;
    return options;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/training/data/audio_store.h"

#include "core/base/waveform.h"
#include "core/training/data/audio_cache_file.h"
#include "core/training/data/audio_decoding.h"
#include "core/training/data/fingerprint.h"

#include <algorithm>
#include <bit>

namespace steerscope {

namespace {

constexpr std::uint64_t kVersion = 1; // of what decoding yields

std::string keyOf(const std::vector<Utterance>& utterances)
{
    Fingerprint print;
    print.add(kVersion);
    for (const Utterance& utterance : utterances) {
        std::error_code missing; // a file that went away is found when it is decoded
        print.add(std::filesystem::absolute(utterance.audio).string());
        print.add(static_cast<std::uint64_t>(std::filesystem::file_size(utterance.audio, missing)));
        print.add(static_cast<std::uint64_t>(
            std::filesystem::last_write_time(utterance.audio, missing).time_since_epoch().count()));
        print.add(std::bit_cast<std::uint64_t>(utterance.offset));
        print.add(std::bit_cast<std::uint64_t>(utterance.seconds));
        print.add(static_cast<std::uint64_t>(utterance.segment));
    }
    return print.hex();
}

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        throw Failure(ErrorCode::Output, "cannot make the folder: " + problem.message(), folder.string(),
            "choose a folder that you may write to");
}

} // namespace

AudioStore::AudioStore(const std::filesystem::path& folder, const std::vector<Utterance>& utterances,
    int threads, const ProgressFn& progress, const StopFlag& stop)
    : m_key(keyOf(utterances))
    , m_file(folder / ("audio-" + m_key + ".pcm16"))
    , m_cache(AudioCacheFile::open(m_file, m_key))
{
    if (!m_cache) {
        makeFolder(folder);
        AudioCacheWriter writer(m_file);
        writer.finish(decodeUtterances(writer, utterances, std::max(1, threads), progress, stop), m_key);
        m_cache = AudioCacheFile::open(m_file, m_key);
    }
    if (!m_cache || m_cache->clips().size() != utterances.size())
        throw Failure(ErrorCode::Output, "the decoded audio cannot be read back", m_file.string(),
            "delete the file, and check the disk");
    for (std::size_t i = 0; i < utterances.size(); ++i)
        if (m_cache->clips()[i].count == 0)
            m_skipped.push_back({i, m_cache->clips()[i].problem});
}

AudioStore::~AudioStore() = default;

std::size_t AudioStore::size() const
{
    return m_cache->clips().size();
}

std::vector<float> AudioStore::samples(std::size_t utterance) const
{
    const std::span<const std::int16_t> stored = m_cache->samples(utterance);
    std::vector<float> samples(stored.size());
    std::transform(stored.begin(), stored.end(), samples.begin(),
        [](std::int16_t sample) { return static_cast<float>(sample) / 32768.0F; });
    return samples;
}

std::int64_t AudioStore::sampleCount(std::size_t utterance) const
{
    return static_cast<std::int64_t>(m_cache->clips().at(utterance).count);
}

double AudioStore::seconds(std::size_t utterance) const
{
    return static_cast<double>(sampleCount(utterance)) / kModelSampleRate;
}

std::vector<SkippedRow> skippedRows(const AudioStore& store, const Manifest& manifest)
{
    std::vector<SkippedRow> rows;
    for (const AudioStore::Skipped& skipped : store.skipped()) {
        const Utterance& utterance = manifest.utterances.at(skipped.utterance);
        rows.push_back(
            {manifest.files.at(static_cast<std::size_t>(utterance.manifest)), utterance.line, skipped.why});
    }
    return rows;
}

} // namespace steerscope

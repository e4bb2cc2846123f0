// SPDX-License-Identifier: MIT
// The audio of a training, decoded once: 16 kHz mono in one file that is mapped into memory, so that an epoch
// costs no decoding and hardly any memory.
#pragma once

#include "core/base/stop_flag.h"
#include "core/training/data/manifest.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

class AudioCacheFile;

class AudioStore {
public:
    // Opens FOLDER/audio-KEY.pcm16 or makes it, on `threads` threads of its own. KEY says which parts of
    // which files (path, size, time of change), so changed data have another one; files of earlier keys stay
    // and may be deleted. Throws Failure(Output) when the file cannot be written, for example on a full disk,
    // and Failure(Cancelled) when stopped; either way nothing half-written stays. Audio that cannot be
    // decoded or does not have the length that its manifest says is no failure: see skipped().
    AudioStore(const std::filesystem::path& folder, const std::vector<Utterance>& utterances, int threads = 2,
        const ProgressFn& progress = {}, const StopFlag& stop = {});
    ~AudioStore();
    AudioStore(const AudioStore&) = delete;
    AudioStore& operator=(const AudioStore&) = delete;

    std::size_t size() const; // utterances, skipped ones included
    // -1..1; empty for a skipped utterance. May be called from several threads.
    std::vector<float> samples(std::size_t utterance) const;
    std::int64_t sampleCount(std::size_t utterance) const;
    double seconds(std::size_t utterance) const; // as decoded, not as the manifest says

    struct Skipped {
        std::size_t utterance = 0;
        std::string why;
    };
    const std::vector<Skipped>& skipped() const { return m_skipped; }
    const std::string& key() const { return m_key; } // 32 hexadecimal digits
    const std::filesystem::path& file() const { return m_file; }

private:
    std::string m_key;
    std::filesystem::path m_file;
    std::unique_ptr<AudioCacheFile> m_cache;
    std::vector<Skipped> m_skipped;
};

// The store's skipped utterances by manifest and line, for the report beside Manifest::skipped.
std::vector<SkippedRow> skippedRows(const AudioStore& store, const Manifest& manifest);

} // namespace steerscope

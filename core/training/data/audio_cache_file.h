// SPDX-License-Identifier: MIT
// The file in which decoded audio is kept: the clips' samples one after the other (16 kHz mono, int16,
// little-endian), then an index, then a footer that finds and names it. It appears whole or not at all.
#pragma once

#include "core/base/atomic_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace steerscope {

struct CachedClip {
    std::uint64_t begin = 0; // sample in the file
    std::uint64_t count = 0; // samples; 0: there is none
    std::string problem; // why there is none
};

class AudioCacheWriter {
public:
    explicit AudioCacheWriter(const std::filesystem::path& file) // all throw Failure(Output)
        : m_file(file)
    {
    }
    // Samples outside -1..1 are clipped. Returns where the clip lies.
    CachedClip append(std::span<const float> samples);
    void finish(const std::vector<CachedClip>& clips, const std::string& key);

private:
    AtomicFile m_file;
    std::uint64_t m_samples = 0;
    std::vector<std::int16_t> m_block;
};

// The file mapped into memory. What it holds must not be changed by others meanwhile.
class AudioCacheFile {
public:
    // nullptr where there is no such file, or it is damaged or belongs to another key.
    static std::unique_ptr<AudioCacheFile> open(const std::filesystem::path& file, const std::string& key);
    ~AudioCacheFile();
    AudioCacheFile(const AudioCacheFile&) = delete;
    AudioCacheFile& operator=(const AudioCacheFile&) = delete;

    const std::vector<CachedClip>& clips() const { return m_clips; }
    std::span<const std::int16_t> samples(std::size_t clip) const;

private:
    AudioCacheFile() = default;
    bool readIndex(const std::string& key);

    const char* m_bytes = nullptr;
    std::size_t m_size = 0;
    std::vector<CachedClip> m_clips;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/training/data/audio_cache_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <type_traits>
#include <unistd.h>

namespace steerscope {

namespace {

constexpr char kMagic[8] = {'S', 'S', 'A', 'U', 'D', 'I', 'O', '1'};
constexpr std::size_t kKeyBytes = 32;
constexpr float kFullScale = 32768.0F; // as libsndfile reads 16 bit: those files are kept to the bit

struct Footer {
    std::uint64_t samples = 0;
    std::uint64_t clips = 0;
    std::uint64_t indexBytes = 0;
    char key[kKeyBytes] = {};
    char magic[8] = {};
};
static_assert(std::is_trivially_copyable_v<Footer> && sizeof(Footer) == 3 * 8 + kKeyBytes + 8);

void put(std::string& bytes, std::uint64_t value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// The next value or text of an index; false when it ends before.
struct IndexReader {
    std::string_view rest;

    bool take(std::uint64_t& value)
    {
        if (rest.size() < sizeof value)
            return false;
        std::memcpy(&value, rest.data(), sizeof value);
        rest.remove_prefix(sizeof value);
        return true;
    }
    bool take(std::string& text)
    {
        std::uint64_t size = 0;
        if (!take(size) || size > rest.size())
            return false;
        text = rest.substr(0, size);
        rest.remove_prefix(size);
        return true;
    }
};

} // namespace

CachedClip AudioCacheWriter::append(std::span<const float> samples)
{
    m_block.resize(samples.size());
    std::transform(samples.begin(), samples.end(), m_block.begin(), [](float sample) {
        return static_cast<std::int16_t>(std::lrint(std::clamp(sample * kFullScale, -32768.0F, 32767.0F)));
    });
    m_file.write(m_block.data(), m_block.size() * sizeof(std::int16_t));
    const CachedClip clip{m_samples, samples.size(), {}};
    m_samples += samples.size();
    return clip;
}

void AudioCacheWriter::finish(const std::vector<CachedClip>& clips, const std::string& key)
{
    std::string index;
    for (const CachedClip& clip : clips) {
        put(index, clip.begin);
        put(index, clip.count);
        put(index, clip.problem.size());
        index += clip.problem;
    }
    Footer footer;
    footer.samples = m_samples;
    footer.clips = clips.size();
    footer.indexBytes = index.size();
    std::copy_n(key.begin(), std::min(key.size(), kKeyBytes), footer.key);
    std::copy_n(kMagic, sizeof kMagic, footer.magic);
    m_file.write(index);
    m_file.write(&footer, sizeof footer);
    m_file.commit();
}

std::unique_ptr<AudioCacheFile> AudioCacheFile::open(
    const std::filesystem::path& file, const std::string& key)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return nullptr;
    std::unique_ptr<AudioCacheFile> cache(new AudioCacheFile);
    struct stat status { };
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        void* mapped
            = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
        if (mapped != MAP_FAILED) {
            cache->m_bytes = static_cast<const char*>(mapped);
            cache->m_size = static_cast<std::size_t>(status.st_size);
        }
    }
    ::close(descriptor);
    return cache->readIndex(key) ? std::move(cache) : nullptr;
}

AudioCacheFile::~AudioCacheFile()
{
    if (m_bytes)
        ::munmap(const_cast<char*>(m_bytes), m_size);
}

bool AudioCacheFile::readIndex(const std::string& key)
{
    Footer footer;
    if (m_size < sizeof footer)
        return false;
    std::memcpy(&footer, m_bytes + m_size - sizeof footer, sizeof footer);
    if (std::memcmp(footer.magic, kMagic, sizeof kMagic) != 0
        || std::string_view(footer.key, kKeyBytes) != key)
        return false;
    const std::size_t body = m_size - sizeof footer;
    if (footer.indexBytes > body || footer.samples != (body - footer.indexBytes) / sizeof(std::int16_t)
        || (body - footer.indexBytes) % sizeof(std::int16_t) != 0
        || footer.clips > footer.indexBytes / (3 * sizeof(std::uint64_t)))
        return false;
    IndexReader index{{m_bytes + body - footer.indexBytes, footer.indexBytes}};
    m_clips.resize(footer.clips);
    for (CachedClip& clip : m_clips)
        if (!index.take(clip.begin) || !index.take(clip.count) || !index.take(clip.problem)
            || clip.begin > footer.samples || clip.count > footer.samples - clip.begin)
            return false;
    return index.rest.empty();
}

std::span<const std::int16_t> AudioCacheFile::samples(std::size_t clip) const
{
    const CachedClip& where = m_clips.at(clip);
    return {reinterpret_cast<const std::int16_t*>(m_bytes) + where.begin, where.count};
}

} // namespace steerscope

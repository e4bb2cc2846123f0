// SPDX-License-Identifier: MIT
#include "core/audio/capture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steerscope {

namespace {

using namespace std::chrono_literals;

constexpr int kRingSeconds = 15; // what a disk may take to swallow a sync
constexpr auto kWriteInterval = 50ms;
constexpr auto kSyncInterval = 2s;
constexpr auto kDeviceSilence = 1s; // between blocks
constexpr auto kFirstBlock = 5s; // sound servers may wake a device up first
constexpr std::size_t kRecentSeconds = 60;
constexpr std::size_t kMixBlock = 512; // frames, on the callback's stack

Levels measure(std::span<const float> samples)
{
    Levels levels;
    double squares = 0.0;
    for (float sample : samples) {
        levels.peak = std::max(levels.peak, std::abs(sample));
        squares += static_cast<double>(sample) * sample;
    }
    levels.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(samples.size())));
    return levels;
}

} // namespace

Capture::Capture(std::unique_ptr<RecordingFile> file)
    : m_file(std::move(file))
    , m_sampleRate(m_file->sampleRate())
    , m_ring(static_cast<std::size_t>(m_sampleRate) * kRingSeconds)
    , m_block(m_ring.capacity())
    , m_writer([this] { writeLoop(); })
{
}

Capture::~Capture()
{
    finish();
}

void Capture::push(const float* interleaved, std::size_t frames, int channels) noexcept
{
    m_pushes.fetch_add(1, std::memory_order_relaxed);
    if (m_paused.load(std::memory_order_relaxed) || m_failed.load(std::memory_order_relaxed))
        return;
    std::array<float, kMixBlock> mono;
    while (frames > 0) {
        const std::size_t count = std::min(frames, kMixBlock);
        for (std::size_t i = 0; i < count; ++i) {
            float sum = 0.0F;
            for (int c = 0; c < channels; ++c)
                sum += *interleaved++;
            mono[i] = sum / static_cast<float>(channels);
        }
        countLost(count - m_ring.write(std::span(mono).first(count)));
        frames -= count;
    }
}

void Capture::countLost(std::size_t frames) noexcept
{
    m_lost.fetch_add(frames, std::memory_order_relaxed);
}

void Capture::watch(std::string deviceName)
{
    const std::lock_guard lock(m_mutex);
    m_watched = std::move(deviceName);
    m_lastPush = Clock::now();
}

void Capture::setPaused(bool paused)
{
    m_paused.store(paused, std::memory_order_relaxed);
}

void Capture::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_writer.joinable())
        m_writer.join();
}

Levels Capture::levels() const
{
    return {m_peak.load(std::memory_order_relaxed), m_rms.load(std::memory_order_relaxed)};
}

std::optional<Error> Capture::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

std::vector<float> Capture::takeRecent()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_recent, {});
}

void Capture::writeLoop()
{
    auto lastSync = Clock::now();
    for (bool stopping = false; !stopping;) {
        {
            std::unique_lock lock(m_mutex);
            stopping = m_wake.wait_for(lock, kWriteInterval, [this] { return m_stopping; });
        }
        if (m_failed.load(std::memory_order_relaxed))
            continue;
        try {
            drain();
            if (Clock::now() - lastSync > kSyncInterval) {
                m_file->sync();
                lastSync = Clock::now();
            }
            checkDevice();
        } catch (...) {
            fail(currentError());
        }
    }
    m_file->close();
}

void Capture::drain()
{
    const std::span<const float> samples = std::span(m_block).first(m_ring.read(m_block));
    if (samples.empty()) {
        m_peak.store(0.0F, std::memory_order_relaxed);
        m_rms.store(0.0F, std::memory_order_relaxed);
        return;
    }
    const Levels levels = measure(samples);
    m_peak.store(levels.peak, std::memory_order_relaxed);
    m_rms.store(levels.rms, std::memory_order_relaxed);
    try {
        m_file->append(samples);
    } catch (const Failure&) {
        m_frames.store(m_file->frames(), std::memory_order_relaxed);
        throw;
    }
    m_frames.store(m_file->frames(), std::memory_order_relaxed);
    keep(samples);
}

void Capture::keep(std::span<const float> samples)
{
    const std::lock_guard lock(m_mutex);
    m_recent.insert(m_recent.end(), samples.begin(), samples.end());
    const std::size_t most = kRecentSeconds * static_cast<std::size_t>(m_sampleRate);
    if (m_recent.size() > most)
        m_recent.erase(m_recent.begin(), m_recent.end() - static_cast<std::ptrdiff_t>(most));
}

void Capture::checkDevice()
{
    const std::lock_guard lock(m_mutex);
    const std::uint64_t pushes = m_pushes.load(std::memory_order_relaxed);
    if (pushes != m_lastPushes) {
        m_lastPushes = pushes;
        m_lastPush = Clock::now();
    }
    const auto limit = pushes == 0 ? kFirstBlock : kDeviceSilence;
    if (m_watched && !m_stopping && Clock::now() - m_lastPush > limit)
        throw Failure(ErrorCode::Audio, "the microphone sends nothing any more", *m_watched,
            "check that it is connected, then record again; what was recorded so far is kept");
}

// The file is closed at once: whatever happens to the program now, the recording is whole.
void Capture::fail(Error error)
{
    m_file->close();
    {
        const std::lock_guard lock(m_mutex);
        m_failure = std::move(error);
    }
    m_peak.store(0.0F, std::memory_order_relaxed);
    m_rms.store(0.0F, std::memory_order_relaxed);
    m_failed.store(true, std::memory_order_release);
}

} // namespace steerscope

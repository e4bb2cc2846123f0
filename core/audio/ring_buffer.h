// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <span>
#include <vector>

namespace steerscope {

// Samples from one writing thread to one reading thread, without locks, allocation or waiting: what an audio
// callback may use. Positions count on for ever and are masked into the buffer; the writer publishes with
// release what the reader acquires, and the other way for the room that reading frees.
class RingBuffer {
public:
    // Holds at least `capacity` samples: the next power of two.
    explicit RingBuffer(std::size_t capacity)
        : m_samples(std::bit_ceil(std::max<std::size_t>(capacity, 2)))
    {
    }
    std::size_t capacity() const { return m_samples.size(); }

    // Writing thread only. Takes what fits and returns how many that were.
    std::size_t write(std::span<const float> samples) noexcept
    {
        const std::size_t written = m_written.load(std::memory_order_relaxed);
        const std::size_t room = capacity() - (written - m_read.load(std::memory_order_acquire));
        const std::size_t count = std::min(samples.size(), room);
        const auto [first, rest] = partsAt(written, count);
        std::copy_n(samples.begin(), first, m_samples.begin() + static_cast<std::ptrdiff_t>(mask(written)));
        std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(first), rest, m_samples.begin());
        m_written.store(written + count, std::memory_order_release);
        return count;
    }

    // Reading thread only. Fills the front of `into` and returns how many there were.
    std::size_t read(std::span<float> into) noexcept
    {
        const std::size_t taken = m_read.load(std::memory_order_relaxed);
        const std::size_t ready = m_written.load(std::memory_order_acquire) - taken;
        const std::size_t count = std::min(into.size(), ready);
        const auto [first, rest] = partsAt(taken, count);
        std::copy_n(m_samples.begin() + static_cast<std::ptrdiff_t>(mask(taken)), first, into.begin());
        std::copy_n(m_samples.begin(), rest, into.begin() + static_cast<std::ptrdiff_t>(first));
        m_read.store(taken + count, std::memory_order_release);
        return count;
    }

private:
    struct Parts {
        std::size_t first; // up to the buffer's end
        std::size_t rest; // from its beginning
    };
    std::size_t mask(std::size_t position) const { return position & (m_samples.size() - 1); }
    Parts partsAt(std::size_t position, std::size_t count) const
    {
        const std::size_t first = std::min(count, m_samples.size() - mask(position));
        return {first, count - first};
    }

    static constexpr std::size_t kCacheLine = 64; // the two threads' counters must not share one
    std::vector<float> m_samples;
    alignas(kCacheLine) std::atomic<std::size_t> m_written{0};
    alignas(kCacheLine) std::atomic<std::size_t> m_read{0};
};

} // namespace steerscope

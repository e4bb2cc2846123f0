// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace steerscope {

// "Frame f is heard at time t", told by the audio callback and asked for by any thread: a sequence lock, so
// that neither waits for the other.
class PlaybackClock {
public:
    struct Mark {
        double time = 0.0; // seconds of the stream's clock
        double frame = 0.0;
    };

    // The callback thread only.
    void set(const Mark& mark) noexcept
    {
        const std::uint64_t version = m_version.load(std::memory_order_relaxed);
        m_version.store(version + 1); // odd: being written
        m_time.store(mark.time);
        m_frame.store(mark.frame);
        m_version.store(version + 2);
    }

    // Version 0 (nothing heard yet) gives a mark of zeros.
    Mark mark() const noexcept
    {
        for (;;) {
            const std::uint64_t before = m_version.load();
            const Mark mark{m_time.load(), m_frame.load()};
            if (before % 2 == 0 && m_version.load() == before)
                return mark;
        }
    }
    bool started() const noexcept { return m_version.load() > 1; }

private:
    std::atomic<std::uint64_t> m_version{0};
    std::atomic<double> m_time{0.0};
    std::atomic<double> m_frame{0.0};
};

} // namespace steerscope

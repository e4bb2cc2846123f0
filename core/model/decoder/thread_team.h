// SPDX-License-Identifier: MIT
// Threads that go through one piece of work together, each with its share of every part, and meet at
// barriers. They are LibTorch's own worker threads (OpenMP's), so nothing is started or oversubscribed. No
// torch in this header.
#pragma once

#include <cstdint>
#include <functional>

namespace steerscope {

class ThreadTeam {
public:
    ThreadTeam(int rank, int size)
        : m_rank(rank)
        , m_size(size)
    {
    }
    int rank() const { return m_rank; }
    // The part of count items that is this thread's: begin <= i < end.
    struct Share {
        std::int64_t begin;
        std::int64_t end;
    };
    Share share(std::int64_t count) const { return {count * m_rank / m_size, count * (m_rank + 1) / m_size}; }
    // Returns when all threads of the team are here; what they wrote before is seen after.
    void barrier() const;

private:
    int m_rank;
    int m_size;
};

// Runs work on that many threads, the caller's included (fewer where the system gives fewer), and returns
// when all have finished. work must not throw, and every thread must meet the same barriers.
void runTeam(int threads, const std::function<void(const ThreadTeam&)>& work);

} // namespace steerscope

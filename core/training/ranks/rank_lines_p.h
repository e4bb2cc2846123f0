// SPDX-License-Identifier: MIT
// Signs of life between ranks, beside what they compute together: a connection from the first rank to every
// other one, watched by a thread of its own. A process that ends closes its connection, and one that hangs
// with its machine or is stopped goes silent; a rank that only computes for long does neither.
#pragma once

#include "core/base/stop_flag.h"
#include "core/training/ranks/joined_ranks.h"
#include "core/training/ranks/rank_meeting_p.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace steerscope {

struct LineLimits {
    double silence = 15.0; // s without a sign of life: that rank is lost
    double grace = 8.0; // s that a process has to end by itself after another's failure
};

class RankLines {
public:
    RankLines(
        int rank, int size, std::vector<Socket> sockets, JoinCallbacks callbacks, LineLimits limits = {});
    ~RankLines();
    RankLines(const RankLines&) = delete;
    RankLines& operator=(const RankLines&) = delete;

    std::optional<Error> broken() const; // another rank's failure, or its loss
    StopFlag brokenFlag() const { return m_brokenFlag; }
    bool told() const { return m_told; } // by the first rank, which says it to the user
    void working() { m_work.fetch_add(1, std::memory_order_relaxed); }
    std::uint64_t workSeen() const; // grows as long as any rank works

    // What follows is no loss of this rank any more. fail(): and this is why.
    void part();
    void fail(const Error& error);
    bool waitClosed(double seconds); // until every connection is closed, by the other side

private:
    struct Peer {
        int rank = 0;
        Socket socket;
        std::string received;
        double silence = 0.0; // s
        std::uint64_t work = 0;
        bool parted = false;
    };

    void watch();
    void receive(Peer& peer);
    void takeMessages(Peer& peer);
    void lose(Peer& peer, const std::string& how);
    void breakOff(const Error& error, int from, bool told);
    void send(Peer& peer, char kind, const std::string& payload);
    std::uint64_t total() const;

    int m_rank;
    int m_size;
    JoinCallbacks m_callbacks;
    LineLimits m_limits;
    StopFlag m_brokenFlag;
    std::atomic<bool> m_told{false};
    std::atomic<bool> m_parted{false};
    std::atomic<bool> m_end{false};
    std::atomic<std::uint64_t> m_work{0};
    std::atomic<std::uint64_t> m_workSeen{0};
    mutable std::mutex m_mutex; // of what follows
    std::condition_variable m_closed;
    std::vector<Peer> m_peers;
    std::optional<Error> m_error;
    std::chrono::steady_clock::time_point m_errorSince;
    std::thread m_thread;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace steerscope {

// Threads that make results number first, first + 1, ... and hand them out in that order, never more than
// `ahead` before they are asked for. Whatever make() throws comes out of next() at its place, and every call
// after that throws it again.
template <class T> class OrderedWorkers {
public:
    using Make = std::function<T(std::int64_t number)>; // called on several threads at once
    static constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();

    OrderedWorkers(int threads, int ahead, std::int64_t end, Make make, std::int64_t first = 0)
        : m_make(std::move(make))
        , m_ahead(std::max(1, ahead))
        , m_end(end)
        , m_next(first)
        , m_taken(first)
    {
        try {
            for (int i = 0; i < std::max(1, threads); ++i)
                m_threads.emplace_back([this] { work(); });
        } catch (...) {
            stop();
            throw;
        }
    }
    ~OrderedWorkers() { stop(); }
    OrderedWorkers(const OrderedWorkers&) = delete;
    OrderedWorkers& operator=(const OrderedWorkers&) = delete;

    // The next result; not to be called beyond `end`.
    T next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_done.count(m_taken) > 0; });
        Outcome& outcome = m_done.at(m_taken);
        if (outcome.error)
            std::rethrow_exception(outcome.error);
        T value = std::move(outcome.value);
        m_done.erase(m_taken++);
        m_changed.notify_all();
        return value;
    }

private:
    struct Outcome {
        T value{};
        std::exception_ptr error;
    };

    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(
                lock, [this] { return m_stopped || m_next >= m_end || m_next - m_taken < m_ahead; });
            if (m_stopped || m_next >= m_end)
                return;
            const std::int64_t number = m_next++;
            lock.unlock();
            Outcome outcome;
            try {
                outcome.value = m_make(number);
            } catch (...) {
                outcome.error = std::current_exception();
            }
            lock.lock();
            m_done.emplace(number, std::move(outcome));
            m_changed.notify_all();
        }
    }

    void stop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopped = true;
        }
        m_changed.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }

    const Make m_make;
    const std::int64_t m_ahead;
    const std::int64_t m_end;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::int64_t m_next; // to be made
    std::int64_t m_taken; // to be handed out
    std::map<std::int64_t, Outcome> m_done;
    bool m_stopped = false;
    std::vector<std::thread> m_threads; // last: they use everything above
};

} // namespace steerscope

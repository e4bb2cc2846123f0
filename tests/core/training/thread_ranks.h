// SPDX-License-Identifier: MIT
// Ranks that are threads of the test: the same training as over MPI, on any machine.
#pragma once

#include "core/base/error.h"
#include "core/training/ranks/ranks.h"

#include <condition_variable>
#include <cstring>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace steerscope::test {

class ThreadGroup {
public:
    explicit ThreadGroup(int size)
        : m_entries(static_cast<std::size_t>(size))
    {
    }

    int size() const { return static_cast<int>(m_entries.size()); }

    // All threads come with something of theirs; the last one does the work for all.
    void meet(int rank, void* entry, const std::function<void(const std::vector<void*>&)>& work)
    {
        std::unique_lock lock(m_mutex);
        m_entries[static_cast<std::size_t>(rank)] = entry;
        const long round = m_round;
        if (++m_waiting == size() && !m_error) {
            work(m_entries);
            m_waiting = 0;
            ++m_round;
            m_changed.notify_all();
            return;
        }
        m_changed.wait(lock, [&] { return m_round != round || m_error; });
        if (m_round == round)
            throw Failure(*m_error);
    }
    void breakOff(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error)
            m_error = error;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<void*> m_entries;
    int m_waiting = 0;
    long m_round = 0;
    std::optional<Error> m_error;
};

class ThreadRank : public Ranks {
public:
    ThreadRank(ThreadGroup& group, int rank)
        : m_group(group)
        , m_rank(rank)
    {
    }
    int rank() const override { return m_rank; }
    int size() const override { return m_group.size(); }
    void sum(float* values, std::size_t count) const override { sumOf(values, count); }
    void sum(double* values, std::size_t count) const override { sumOf(values, count); }
    void share(void* bytes, std::size_t count) const override
    {
        m_group.meet(m_rank, bytes, [count](const std::vector<void*>& all) {
            for (std::size_t r = 1; r < all.size(); ++r)
                std::memcpy(all[r], all[0], count);
        });
    }
    std::vector<std::string> gather(const std::string& mine) const override
    {
        struct Entry {
            const std::string& mine;
            std::vector<std::string> all;
        } entry{mine, {}};
        m_group.meet(m_rank, &entry, [](const std::vector<void*>& all) {
            for (void* to : all)
                for (const void* from : all)
                    static_cast<Entry*>(to)->all.push_back(static_cast<const Entry*>(from)->mine);
        });
        return entry.all;
    }

private:
    template <class Number> void sumOf(Number* values, std::size_t count) const
    {
        m_group.meet(m_rank, values, [count](const std::vector<void*>& all) {
            for (std::size_t i = 0; i < count; ++i) {
                Number sum = 0;
                for (const void* one : all)
                    sum += static_cast<const Number*>(one)[i];
                for (void* one : all)
                    static_cast<Number*>(one)[i] = sum;
            }
        });
    }

    ThreadGroup& m_group;
    int m_rank;
};

// work() on every thread; what each one threw, by rank.
inline std::vector<std::optional<Error>> onThreads(int size, const std::function<void(const Ranks&)>& work)
{
    ThreadGroup group(size);
    std::vector<std::optional<Error>> errors(static_cast<std::size_t>(size));
    std::vector<std::thread> threads;
    for (int rank = 0; rank < size; ++rank)
        threads.emplace_back([&, rank] {
            try {
                work(ThreadRank(group, rank));
            } catch (...) {
                errors[static_cast<std::size_t>(rank)] = currentError();
                group.breakOff(currentError());
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    return errors;
}

} // namespace steerscope::test

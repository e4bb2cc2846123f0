// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/training/ranks/joined_ranks.h"
#include "core/training/ranks/rank_lines_p.h"

#define OMPI_SKIP_MPICXX 1 // the C++ bindings of old
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace steerscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kMeeting = 60.0; // s for all to connect
constexpr double kFirstEnds = 25.0; // s that another rank leaves the first one to say why and end all
constexpr double kSettle = 0.3; // s in which the reason of a signal to stop comes to light
constexpr double kStandstill = 3600.0; // s in a collective without a rank that works
constexpr std::size_t kBlock = std::size_t{1} << 28; // numbers of one message: MPI counts in int
constexpr int kSpins = 2000; // looks before a wait for others sleeps between them
constexpr int kTransferSpins = 1'000'000; // the same while bytes move: each look moves some
constexpr std::size_t kLarge = 1 << 16; // bytes; from here on all are waited for before any move
constexpr auto kNap = std::chrono::microseconds(100);
constexpr const char* kAgain = "start again: a training goes on from its last checkpoint";

std::string mpiText(int code)
{
    char text[MPI_MAX_ERROR_STRING] = {};
    int length = 0;
    MPI_Error_string(code, text, &length);
    return {text, static_cast<std::size_t>(length)};
}

double standstillLimit() // s
{
    const char* text = std::getenv("STEERSCOPE_RANKS_LIMIT");
    const double limit = text ? std::atof(text) : 0.0;
    return limit > 0.0 ? limit : kStandstill;
}

MPI_Datatype typeOf(const float*)
{
    return MPI_FLOAT;
}
MPI_Datatype typeOf(const double*)
{
    return MPI_DOUBLE;
}

class MpiRanks : public JoinedRanks {
public:
    MpiRanks(const Launch& launch, const JoinCallbacks& callbacks)
        : m_limit(standstillLimit())
    {
        int threads = MPI_THREAD_SINGLE; // other threads run beside the one that calls MPI
        check(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &threads), "starting MPI");
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
        check(MPI_Comm_dup(MPI_COMM_WORLD, &m_all), "starting MPI");
        MPI_Comm_set_errhandler(m_all, MPI_ERRORS_RETURN);
        MPI_Comm_rank(m_all, &m_rank);
        MPI_Comm_size(m_all, &m_size);
        if (threads < MPI_THREAD_FUNNELED)
            throw Failure(ErrorCode::Usage, "this MPI cannot be used by a program with threads", {},
                "use one that gives MPI_THREAD_FUNNELED, as Debian's Open MPI does");
        if (m_size != launch.size)
            throw Failure(ErrorCode::Usage,
                launch.launcher + " started " + std::to_string(launch.size) + " processes, but MPI sees "
                    + std::to_string(m_size),
                {}, "start them with the mpirun of the MPI that this was built with, or srun --mpi=pmix");
        MPI_Comm machine = MPI_COMM_NULL;
        check(MPI_Comm_split_type(m_all, MPI_COMM_TYPE_SHARED, m_rank, MPI_INFO_NULL, &machine),
            "finding the machines");
        MPI_Comm_size(machine, &m_onThisMachine);
        MPI_Comm_rank(machine, &m_placeOnMachine);
        MPI_Comm_free(&machine);
        int fewest = m_onThisMachine;
        MPI_Allreduce(MPI_IN_PLACE, &fewest, 1, MPI_INT, MPI_MIN, m_all);
        const ShareFn share = [this](void* bytes, std::size_t count) { this->share(bytes, count); };
        m_lines = std::make_unique<RankLines>(
            m_rank, m_size, meet(m_rank, m_size, fewest == m_size, share, kMeeting), callbacks);
    }

    int rank() const override { return m_rank; }
    int size() const override { return m_size; }
    int onThisMachine() const override { return m_onThisMachine; }
    int placeOnMachine() const override { return m_placeOnMachine; }

    void sum(float* values, std::size_t count) const override { sumOf(values, count); }
    void sum(double* values, std::size_t count) const override { sumOf(values, count); }

    void share(void* bytes, std::size_t count) const override
    {
        arrive(count);
        for (std::size_t begin = 0; begin < count; begin += kBlock) {
            MPI_Request request = MPI_REQUEST_NULL;
            const int code = MPI_Ibcast(static_cast<char*>(bytes) + begin,
                static_cast<int>(std::min(kBlock, count - begin)), MPI_BYTE, 0, m_all, &request);
            check(code, "sharing what the first rank has");
            wait(request, "sharing what the first rank has", count);
        }
    }

    std::vector<std::string> gather(const std::string& mine) const override
    {
        std::vector<double> lengths(static_cast<std::size_t>(m_size), 0.0);
        lengths[static_cast<std::size_t>(m_rank)] = static_cast<double>(mine.size());
        sum(lengths.data(), lengths.size());
        std::vector<int> counts;
        std::vector<int> begins;
        double all = 0.0;
        for (const double length : lengths) {
            counts.push_back(static_cast<int>(length));
            begins.push_back(static_cast<int>(std::min(all, 2e9)));
            all += length;
        }
        if (all > 2e9)
            throw Failure(ErrorCode::Internal, "the ranks have more than 2 GB to tell each other");
        arrive(static_cast<std::size_t>(all));
        std::string together(static_cast<std::size_t>(all), '\0');
        MPI_Request request = MPI_REQUEST_NULL;
        check(MPI_Iallgatherv(mine.data(), static_cast<int>(mine.size()), MPI_BYTE, together.data(),
                  counts.data(), begins.data(), MPI_BYTE, m_all, &request),
            "gathering what the ranks have");
        wait(request, "gathering what the ranks have", together.size());
        std::vector<std::string> texts;
        for (std::size_t r = 0; r < counts.size(); ++r)
            texts.push_back(
                together.substr(static_cast<std::size_t>(begins[r]), static_cast<std::size_t>(counts[r])));
        return texts;
    }

    void working() const override { m_lines->working(); }
    StopFlag broken() const override { return m_lines->brokenFlag(); }

    Error cause(const Error& error) const override
    {
        if (error.code != ErrorCode::Cancelled && error.code != ErrorCode::EngineLost)
            return error;
        const Clock::time_point begin = Clock::now();
        while (!m_lines->broken() && secondsSince(begin) < kSettle)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return m_lines->broken().value_or(error);
    }

    bool told(const Error&) const override { return m_lines->told(); }

    void finish() override
    {
        double done = 1.0;
        sum(&done, 1); // whoever is lost before this is said to be
        m_lines->part();
        MPI_Comm_free(&m_all);
        MPI_Finalize();
    }

    [[noreturn]] void fail(const Error& error, int exitCode) override
    {
        m_lines->fail(error);
        if (m_rank != 0)
            m_lines->waitClosed(kFirstEnds);
        MPI_Abort(m_all, exitCode);
        std::abort();
    }

private:
    static double secondsSince(Clock::time_point begin)
    {
        return std::chrono::duration<double>(Clock::now() - begin).count();
    }

    std::string where() const { return "rank " + std::to_string(m_rank) + " of " + std::to_string(m_size); }

    void check(int code, const std::string& what) const
    {
        if (code != MPI_SUCCESS)
            throw Failure(ErrorCode::EngineLost, what + " failed (" + mpiText(code) + ")", where(), kAgain);
    }

    // By way of the first rank: the numbers are added in one place, so all get the same bits.
    template <class Number> void sumOf(Number* values, std::size_t count) const
    {
        const std::string what = "adding up " + std::to_string(count) + " numbers of all ranks";
        arrive(count * sizeof(Number));
        for (std::size_t begin = 0; begin < count; begin += kBlock) {
            const int length = static_cast<int>(std::min(kBlock, count - begin));
            Number* block = values + begin;
            MPI_Request request = MPI_REQUEST_NULL;
            check(MPI_Ireduce(m_rank == 0 ? MPI_IN_PLACE : block, block, length, typeOf(values), MPI_SUM, 0,
                      m_all, &request),
                what);
            wait(request, what, count * sizeof(Number));
            check(MPI_Ibcast(block, length, typeOf(values), 0, m_all, &request), what);
            wait(request, what, count * sizeof(Number));
        }
    }

    // Where much is to be moved, waits for all ranks to be ready: with few looks, as that may take long.
    void arrive(std::size_t bytes) const
    {
        if (bytes < kLarge)
            return;
        MPI_Request request = MPI_REQUEST_NULL;
        check(MPI_Ibarrier(m_all, &request), "waiting for all ranks");
        wait(request, "waiting for all ranks", 0);
    }

    // Looks again and again, because a blocking call never returns when another rank is gone.
    void wait(MPI_Request& request, const std::string& what, std::size_t bytes) const
    {
        const int spins = bytes < kLarge ? kSpins : kTransferSpins;
        Clock::time_point moved = Clock::now();
        std::uint64_t work = m_lines ? m_lines->workSeen() : 0;
        for (int looks = 0;; ++looks) {
            int done = 0;
            check(MPI_Test(&request, &done, MPI_STATUS_IGNORE), what);
            if (done)
                return;
            if (m_lines && m_lines->brokenFlag().stopped())
                throw Failure(*m_lines->broken());
            if (const std::uint64_t now = m_lines ? m_lines->workSeen() : 0; now != work) {
                work = now;
                moved = Clock::now();
            }
            if (secondsSince(moved) > m_limit)
                throw Failure(ErrorCode::EngineLost,
                    what + " has waited for " + std::to_string(static_cast<long>(m_limit)) + " s", where(),
                    "another rank is stuck; end all and " + std::string(kAgain));
            if (looks < spins)
                std::this_thread::yield();
            else
                std::this_thread::sleep_for(kNap);
        }
    }

    MPI_Comm m_all = MPI_COMM_NULL;
    int m_rank = 0;
    int m_size = 1;
    int m_onThisMachine = 1;
    int m_placeOnMachine = 0;
    double m_limit; // s
    std::unique_ptr<RankLines> m_lines; // while joining: none yet
};

} // namespace

std::unique_ptr<JoinedRanks> joinRanks(const Launch& launch, const JoinCallbacks& callbacks)
{
    return std::make_unique<MpiRanks>(launch, callbacks);
}

} // namespace steerscope

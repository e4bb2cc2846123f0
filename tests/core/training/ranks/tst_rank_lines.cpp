// SPDX-License-Identifier: MIT
// Lost ranks are noticed, slow ones are not taken for lost. The ranks are processes of their own, because how
// a process ends is what is told here.
#include "core/base/error.h"
#include "core/training/ranks/launch.h"
#include "core/training/ranks/rank_lines_p.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace steerscope;

namespace {

using Clock = std::chrono::steady_clock;

constexpr LineLimits kShort{2.0, 1.0};

// Process `child` as rank 1, this one as rank 0.
class Pair {
public:
    explicit Pair(const std::function<void(RankLines&)>& child)
    {
        int both[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) == 0);
        std::vector<Socket> ours;
        std::vector<Socket> theirs;
        ours.emplace_back(both[0]);
        theirs.emplace_back(both[1]);
        m_child = ::fork();
        REQUIRE(m_child >= 0);
        if (m_child == 0) {
            ours.clear();
            RankLines lines(1, 2, std::move(theirs), {}, kShort);
            child(lines);
            ::_exit(0);
        }
        theirs.clear();
        JoinCallbacks callbacks;
        callbacks.lost = [this](const Error& error) { m_lost = error.message(); };
        callbacks.hopeless = [this](const Error&) { m_hopeless = true; };
        m_lines = std::make_unique<RankLines>(0, 2, std::move(ours), callbacks, kShort);
    }
    ~Pair()
    {
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }

    RankLines& lines() { return *m_lines; }
    pid_t child() const { return m_child; }
    bool hopeless() const { return m_hopeless; }

    // "" when nothing is broken after so long.
    std::string brokenWithin(double seconds)
    {
        const Clock::time_point begin = Clock::now();
        while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
            if (const auto error = m_lines->broken())
                return error->message();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return "";
    }

private:
    pid_t m_child = -1;
    std::string m_lost;
    std::atomic<bool> m_hopeless{false};
    std::unique_ptr<RankLines> m_lines;
};

void sleepFor(double seconds)
{
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

class Variables { // of the environment, put back at the end
public:
    explicit Variables(const std::map<std::string, std::string>& values)
    {
        for (const char* name : {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMI_SIZE",
                 "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_NTASKS"})
            ::unsetenv(name);
        for (const auto& [name, value] : values)
            ::setenv(name.c_str(), value.c_str(), 1);
        m_names = values;
    }
    ~Variables()
    {
        for (const auto& [name, value] : m_names)
            ::unsetenv(name.c_str());
    }

private:
    std::map<std::string, std::string> m_names;
};

} // namespace

TEST_CASE("a rank that is killed is lost at once")
{
    Pair pair([](RankLines&) { ::pause(); });
    CHECK(pair.brokenWithin(0.3) == "");
    ::kill(pair.child(), SIGKILL);
    CHECK(pair.brokenWithin(5.0).find("rank 1 of 2 has ended unexpectedly") == 0);
    CHECK(pair.lines().brokenFlag().stopped());
    sleepFor(kShort.grace + 1.5);
    CHECK(pair.hopeless()); // nobody has called fail()
}

TEST_CASE("a rank that is frozen is lost after the time of silence; one that computes for longer is not")
{
    Pair busy([](RankLines&) { ::pause(); }); // its lines live, whatever its own thread does
    Pair frozen([](RankLines&) { ::pause(); });
    sleepFor(0.5);
    ::kill(frozen.child(), SIGSTOP);
    CHECK(frozen.brokenWithin(10.0).find("rank 1 of 2 has given no sign of life for") == 0);
    sleepFor(1.0);
    CHECK(busy.brokenWithin(0.1) == "");
}

TEST_CASE("a rank's failure is heard with its code, and is no loss")
{
    Pair pair([](RankLines& lines) {
        lines.fail({ErrorCode::Input, "no audio", "list.tsv, line 3", "correct it"});
        ::pause();
    });
    CHECK(pair.brokenWithin(5.0) == "rank 1: no audio: list.tsv, line 3: correct it");
    CHECK(pair.lines().broken()->code == ErrorCode::Input);
}

TEST_CASE("the first rank's failure reaches the others, who leave the word to it")
{
    int answer[2];
    REQUIRE(::pipe(answer) == 0);
    Pair pair([&](RankLines& lines) {
        while (!lines.broken())
            sleepFor(0.01);
        const std::string text = (lines.told() ? "told: " : "") + lines.broken()->message();
        (void)!::write(answer[1], text.data(), text.size());
        ::pause();
    });
    pair.lines().fail({ErrorCode::Output, "the disk is full", "run", "free some space"});
    char text[200] = {};
    REQUIRE(::read(answer[0], text, sizeof text - 1) > 0);
    CHECK(std::string(text) == "told: the disk is full: run: free some space");
    CHECK(!pair.lines().broken());
}

TEST_CASE("a rank that has parted may end")
{
    Pair pair([](RankLines& lines) {
        lines.part();
        sleepFor(0.2);
        ::_exit(0);
    });
    CHECK(pair.lines().waitClosed(5.0));
    CHECK(!pair.lines().broken());
}

TEST_CASE("work of any rank is seen by all")
{
    Pair pair([](RankLines& lines) {
        for (int i = 0; i < 7; ++i)
            lines.working();
        ::pause();
    });
    const Clock::time_point begin = Clock::now();
    while (pair.lines().workSeen() < 7 && Clock::now() - begin < std::chrono::seconds(10))
        sleepFor(0.05);
    CHECK(pair.lines().workSeen() == 7);
}

TEST_CASE("ranks meet over TCP; a stranger is sent away")
{
    std::vector<MeetingPlace> places(1);
    std::mutex mutex;
    std::condition_variable shared;
    bool known = false;
    const ShareFn give = [&](void* bytes, std::size_t count) {
        const std::lock_guard lock(mutex);
        std::memcpy(places.data(), bytes, count);
        known = true;
        shared.notify_all();
    };
    const ShareFn take = [&](void* bytes, std::size_t count) {
        std::unique_lock lock(mutex);
        shared.wait(lock, [&] { return known; });
        std::memcpy(bytes, places.data(), count);
    };
    const ShareFn guess = [&](void* bytes, std::size_t count) {
        take(bytes, count);
        static_cast<MeetingPlace*>(bytes)->secret[3] ^= 1;
    };
    std::vector<Socket> first;
    std::vector<Socket> others[2];
    bool refused = false;
    std::thread host([&] { first = meet(0, 3, true, give, 20.0); });
    std::thread stranger([&] {
        try {
            meet(1, 3, true, guess, 0.5);
        } catch (const Failure& failure) {
            refused = failure.error().code == ErrorCode::EngineLost;
        }
    });
    stranger.join();
    std::thread guests[2];
    for (int i : {0, 1})
        guests[i] = std::thread([&, i] { others[i] = meet(i + 1, 3, true, take, 20.0); });
    for (std::thread& guest : guests)
        guest.join();
    host.join();
    CHECK(refused);
    REQUIRE(first.size() == 2);
    for (int i : {0, 1}) {
        const char sent = static_cast<char>('a' + i);
        REQUIRE(::send(others[i][0].descriptor(), &sent, 1, 0) == 1);
        char got = 0;
        REQUIRE(::recv(first[static_cast<std::size_t>(i)].descriptor(), &got, 1, 0) == 1);
        CHECK(got == sent);
    }
}

TEST_CASE("who does not come to the meeting is named")
{
    try {
        meet(
            0, 3, true, [](void*, std::size_t) {}, 0.2);
        FAIL("nobody came, and nobody was missed");
    } catch (const Failure& failure) {
        CHECK(failure.error().what == "no connection from rank 1, 2 of 3");
    }
}

TEST_CASE("launchers are told apart, and one process is no group")
{
    {
        const Variables none({});
        CHECK(!launchedAs());
    }
    {
        const Variables openMpi({{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "4"}});
        REQUIRE(launchedAs());
        CHECK(launchedAs()->rank == 1);
        CHECK(launchedAs()->size == 4);
        CHECK(launchedAs()->launcher == "mpirun");
    }
    {
        const Variables alone({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}});
        CHECK(!launchedAs());
    }
    {
        const Variables slurm({{"SLURM_PROCID", "2"}, {"SLURM_STEP_NUM_TASKS", "3"}});
        REQUIRE(launchedAs());
        CHECK(launchedAs()->launcher == "srun");
    }
    {
        const Variables batchScript({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "3"}});
        CHECK(!launchedAs());
    }
    {
        const Variables broken({{"OMPI_COMM_WORLD_RANK", "x"}, {"OMPI_COMM_WORLD_SIZE", "2"}});
        CHECK(!launchedAs());
    }
}

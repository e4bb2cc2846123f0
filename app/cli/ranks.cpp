// SPDX-License-Identifier: MIT
#include "app/cli/ranks.h"

#include "app/cli/exit_code.h"
#include "core/training/ranks/joined_ranks.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <unistd.h>

namespace steerscope::cli {
namespace {

// Says the error once, whichever thread comes first: a launcher may end this process a second after another.
// Not by way of the console, which belongs to the thread that works.
class LastWord {
public:
    void say(const Error& error)
    {
        if (!m_said.exchange(true))
            std::fputs(((::isatty(STDERR_FILENO) == 1 ? "\r\033[K" : "")
                           + std::string("steerscope-cli: error: ") + error.message() + "\n")
                           .c_str(),
                stderr);
    }

private:
    std::atomic<bool> m_said{false};
};

void workTogether(const Launch& launch, Environment& environment, LastWord& lastWord,
    const std::function<void(const Ranks&)>& work)
{
    const bool first = launch.rank == 0;
    JoinCallbacks callbacks;
    callbacks.lost = [&lastWord](const Error& error) { lastWord.say(error); };
    callbacks.broken = [stop = environment.stop] { stop.stop(); };
    callbacks.hopeless = [first, &lastWord](const Error& error) {
        if (first)
            lastWord.say(error);
        std::_Exit(exitCode(error.code)); // the thread that works is deep in something long
    };
    std::unique_ptr<JoinedRanks> ranks;
    try {
        ranks = joinRanks(launch, callbacks);
    } catch (const Failure& failure) {
        if (first)
            throw;
        std::exit(exitCode(failure.error().code)); // the first one says it
    }
    try {
        work(*ranks);
        ranks->finish();
    } catch (...) {
        const Error error = ranks->cause(currentError());
        if (first)
            lastWord.say(error);
        ranks->fail(error, exitCode(error.code));
    }
}

} // namespace

void asRanks(Environment& environment, const std::function<void(const Ranks&)>& work)
{
    const std::optional<Launch> launch = launchedAs();
    if (!launch)
        return work(*singleRank());
    if (launch->rank != 0)
        environment.console.setTalk(Console::Talk::Quiet);
    LastWord lastWord;
    workTogether(*launch, environment, lastWord, work);
}

int threadsOf(const Ranks& ranks, int asked)
{
    if (asked > 0 || ranks.onThisMachine() == 1)
        return asked;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / ranks.onThisMachine());
}

} // namespace steerscope::cli

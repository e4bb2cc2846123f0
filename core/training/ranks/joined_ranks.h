// SPDX-License-Identifier: MIT
// The ranks that a launcher started, joined over MPI (built with STEERSCOPE_MPI).
#pragma once

#include "core/training/ranks/launch.h"
#include "core/training/ranks/ranks.h"

#include <functional>
#include <memory>

namespace steerscope {

struct JoinCallbacks { // called on a thread of the ranks' own
    // A rank is gone, seen by this one: the time to say so, for a launcher may end this process in a second.
    std::function<void(const Error&)> lost;
    // Another rank failed or is gone: stop what is going on.
    std::function<void()> broken;
    // Some seconds after `broken` this process has not called fail() or finish(): end it.
    std::function<void(const Error&)> hopeless;
};

class JoinedRanks : public Ranks {
public:
    // After the work: waits for the others.
    virtual void finish() = 0;
    // Ends all ranks because of this error, which the first one has been told. Does not return: the launcher
    // ends the processes.
    [[noreturn]] virtual void fail(const Error& error, int exitCode) = 0;
    // The error came from another rank, which says it.
    virtual bool told(const Error& error) const = 0;
};

// Throws Failure(Usage) in a program that was built without MPI, Failure(EngineLost) when the processes
// cannot reach each other.
std::unique_ptr<JoinedRanks> joinRanks(const Launch& launch, const JoinCallbacks& callbacks);

} // namespace steerscope

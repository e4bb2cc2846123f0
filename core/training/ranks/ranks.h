// SPDX-License-Identifier: MIT
// The processes that work on one thing together. In a training each computes its share of a step; what is
// trained is small, so gradients are added up through host memory. No torch, no MPI in this header.
#pragma once

#include "core/base/stop_flag.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

class Ranks {
public:
    virtual ~Ranks() = default;
    virtual int rank() const = 0; // from 0
    virtual int size() const = 0;
    bool first() const { return rank() == 0; }
    virtual int onThisMachine() const { return 1; } // how many of them share this machine's processors
    virtual int placeOnMachine() const { return 0; } // of this one among those, from 0

    // The collectives: every rank calls the same ones in the same order. They throw Failure(EngineLost) when
    // another rank is gone, and another rank's failure when one has failed.
    //
    // Every rank's numbers become the sum over ranks, the same bits on every rank.
    virtual void sum(float* values, std::size_t count) const = 0;
    virtual void sum(double* values, std::size_t count) const = 0;
    // The first rank's bytes for everyone.
    virtual void share(void* bytes, std::size_t count) const = 0;
    // Everyone's bytes for everyone, in the order of ranks.
    virtual std::vector<std::string> gather(const std::string& mine) const = 0;

    // A sign of work between collectives that lie far apart, or the others take this rank for stuck.
    virtual void working() const { }
    // Raised when another rank has failed or is gone: nothing that is computed now will be used.
    virtual StopFlag broken() const { return {}; }
    // Why the work really ended: another rank's failure, where `error` is only that this one was told to
    // stop.
    virtual Error cause(const Error& error) const { return error; }
};

// One process by itself.
std::unique_ptr<Ranks> singleRank();

// make() on the first rank, then on the others: a file that it makes is there for them (on a machine that
// does not see the first one's files, they make their own).
template <class Make> auto firstThenOthers(const Ranks& ranks, Make&& make)
{
    char done = 0;
    if (!ranks.first())
        ranks.share(&done, 1);
    auto made = make();
    if (ranks.first())
        ranks.share(&done, 1);
    return made;
}

} // namespace steerscope

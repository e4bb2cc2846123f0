// SPDX-License-Identifier: MIT
// The processes that train one model together. Each computes its share of a step; what is trained is small,
// so gradients are added up through host memory.
#pragma once

#include <cstddef>
#include <memory>

namespace steerscope {

class Ranks {
public:
    virtual ~Ranks() = default;
    virtual int rank() const = 0; // from 0
    virtual int size() const = 0;
    bool first() const { return rank() == 0; }
    // Every rank's numbers become the sum over ranks, the same bits on every rank. Collective. Throws
    // Failure(EngineLost) naming what happened when another rank is gone.
    virtual void sum(float* values, std::size_t count) const = 0;
    virtual void sum(double* values, std::size_t count) const = 0;
    // The first rank's bytes for everyone. Collective.
    virtual void share(void* bytes, std::size_t count) const = 0;
};

// One process by itself.
std::unique_ptr<Ranks> singleRank();

} // namespace steerscope

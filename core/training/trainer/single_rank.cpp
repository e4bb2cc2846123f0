// SPDX-License-Identifier: MIT
#include "core/training/trainer/ranks_p.h"

namespace steerscope {

namespace {

class SingleRank : public Ranks {
public:
    int rank() const override { return 0; }
    int size() const override { return 1; }
    void sum(float*, std::size_t) const override { }
    void sum(double*, std::size_t) const override { }
    void share(void*, std::size_t) const override { }
};

} // namespace

std::unique_ptr<Ranks> singleRank()
{
    return std::make_unique<SingleRank>();
}

} // namespace steerscope

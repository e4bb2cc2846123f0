// SPDX-License-Identifier: MIT
#include "core/training/ranks/ranks.h"

namespace steerscope {

namespace {

class SingleRank : public Ranks {
public:
    int rank() const override { return 0; }
    int size() const override { return 1; }
    void sum(float*, std::size_t) const override { }
    void sum(double*, std::size_t) const override { }
    void share(void*, std::size_t) const override { }
    std::vector<std::string> gather(const std::string& mine) const override { return {mine}; }
};

} // namespace

std::unique_ptr<Ranks> singleRank()
{
    return std::make_unique<SingleRank>();
}

} // namespace steerscope

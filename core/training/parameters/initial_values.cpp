// SPDX-License-Identifier: MIT
#include "core/training/parameters/initial_values_p.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/empty.h>

#include <cmath>

namespace steerscope {

InitialValues::InitialValues(std::uint64_t seed)
    : m_generator(at::detail::createCPUGenerator(seed))
{
}

at::Tensor InitialValues::normal(at::IntArrayRef shape, double deviation)
{
    return at::empty(shape, at::kFloat).normal_(0.0, deviation, m_generator);
}

at::Tensor InitialValues::uniform(at::IntArrayRef shape, double bound)
{
    return at::empty(shape, at::kFloat).uniform_(-bound, bound, m_generator);
}

at::Tensor InitialValues::fanIn(at::IntArrayRef shape, double gain)
{
    std::int64_t inputs = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        inputs *= shape[i];
    return uniform(shape, gain * std::sqrt(3.0 / static_cast<double>(inputs)));
}

at::Tensor InitialValues::linearWeight(at::IntArrayRef shape)
{
    return uniform(shape, 1.0 / std::sqrt(static_cast<double>(shape[1])));
}

at::Tensor InitialValues::linearBias(std::int64_t out, std::int64_t in)
{
    return uniform({out}, 1.0 / std::sqrt(static_cast<double>(in)));
}

} // namespace steerscope

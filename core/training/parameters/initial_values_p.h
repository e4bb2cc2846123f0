// SPDX-License-Identifier: MIT
// Random initial weights, a function of the seed and of the order of the calls alone.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace steerscope {

class InitialValues {
public:
    explicit InitialValues(std::uint64_t seed);

    at::Tensor normal(at::IntArrayRef shape, double deviation); // float32, mean 0
    at::Tensor uniform(at::IntArrayRef shape, double bound); // float32, in [-bound, bound]
    // Uniform with variance gain^2 / fan_in; fan_in: the product of all dimensions but the first.
    at::Tensor fanIn(at::IntArrayRef shape, double gain = 1.0);
    // PyTorch's default of a Linear: weight and bias uniform in +-1/sqrt(in). shape: [out, in].
    at::Tensor linearWeight(at::IntArrayRef shape);
    at::Tensor linearBias(std::int64_t out, std::int64_t in);

private:
    at::Generator m_generator;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/model/decoder/rope_tables_p.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/tensor.h>

namespace steerscope {

RopeTables ropeTables(
    const DecoderConfig& config, std::int64_t first, std::int64_t count, const at::TensorOptions& options)
{
    const RopeFrequencies frequencies = ropeFrequencies(config.rope, config.headWidth, first + count);
    const at::Tensor inverse = at::tensor(frequencies.inverse, at::kFloat).to(options.device()); // [W/2]
    const at::Tensor positions
        = at::arange(first, first + count, at::dtype(at::kFloat).device(options.device()));
    const at::Tensor half = at::outer(positions, inverse); // [T, W/2]
    const at::Tensor angles = at::cat({half, half}, -1); // [T, W]
    return {angles.cos() * frequencies.attentionFactor, angles.sin() * frequencies.attentionFactor};
}

at::Tensor rotate(const at::Tensor& x, const RopeTables& tables)
{
    const at::Tensor wide = x.to(at::kFloat);
    const auto halves = wide.chunk(2, -1);
    const at::Tensor turned = at::cat({-halves[1], halves[0]}, -1);
    return (wide * tables.cosine + turned * tables.sine).to(x.scalar_type());
}

} // namespace steerscope

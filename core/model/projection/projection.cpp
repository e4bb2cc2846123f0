// SPDX-License-Identifier: MIT
#include "core/model/projection/projection_p.h"

#include <ATen/ops/linear.h>

#include <algorithm>

namespace steerscope {

Projection loadProjection(int inWidth, int llmWidth, WeightLoader& loader)
{
    if (inWidth == llmWidth && !loader.has("prompt_proj.weight"))
        return {};
    return {
        loader.take("prompt_proj.weight", {llmWidth, inWidth}), loader.take("prompt_proj.bias", {llmWidth})};
}

at::Tensor project(const Projection& projection, const at::Tensor& encoded, int maxPositions)
{
    const at::Tensor kept = encoded.narrow(1, 0, std::min<std::int64_t>(encoded.size(1), maxPositions));
    return projection.weight.defined() ? at::linear(kept, projection.weight, projection.bias) : kept;
}

} // namespace steerscope

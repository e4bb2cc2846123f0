// SPDX-License-Identifier: MIT
#include "core/model/encoder/pooling_p.h"

#include <ATen/ops/constant_pad_nd.h>

namespace steerscope {

at::Tensor poolFrames(const at::Tensor& h, const Pooling& pooling)
{
    if (pooling.kind != PoolingKind::Max && pooling.kind != PoolingKind::Average)
        return h;
    const std::int64_t kernel = pooling.kernel;
    const std::int64_t missing = (kernel - h.size(1) % kernel) % kernel;
    const at::Tensor padded = missing > 0 ? at::constant_pad_nd(h, {0, 0, 0, missing}) : h;
    const at::Tensor groups = padded.view({h.size(0), -1, kernel, h.size(2)}); // [B, T/kernel, kernel, D]
    return pooling.kind == PoolingKind::Max ? groups.amax(2) : groups.mean(2);
}

at::Tensor joinFrames(const at::Tensor& h, int kernel)
{
    const std::int64_t groups = h.size(1) / kernel;
    return h.narrow(1, 0, groups * kernel).reshape({h.size(0), groups, kernel * h.size(2)});
}

} // namespace steerscope

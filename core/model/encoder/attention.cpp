// SPDX-License-Identifier: MIT
#include "core/model/encoder/attention_p.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/softmax.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr std::int64_t kBlockRows = 500; // of queries; [500, 1500] scores in bfloat16 are 1.5 MB

// [B, T, 3D] -> three of [B, H, T, D/H], views.
struct Heads {
    at::Tensor q, k, v;
};

Heads splitHeads(const at::Tensor& qkv, int heads)
{
    const auto batch = qkv.size(0);
    const auto frames = qkv.size(1);
    const at::Tensor split
        = qkv.view({batch, frames, 3, heads, qkv.size(2) / (3 * heads)}).permute({2, 0, 3, 1, 4});
    return {split[0], split[1], split[2]};
}

at::Tensor blockedAttention(const at::Tensor& qkv, int heads, const StopFlag& stop)
{
    const auto [q, k, v] = splitHeads(qkv, heads);
    const auto batch = q.size(0);
    const auto frames = q.size(2);
    const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(3)));
    const auto blocks = (frames + kBlockRows - 1) / kBlockRows;
    at::Tensor out = at::empty({batch, frames, heads, q.size(3)}, qkv.options()); // [B, T, H, D/H]

    const auto attendBlock = [&, q = q, k = k, v = v](std::int64_t task) {
        const std::int64_t b = task / (heads * blocks);
        const std::int64_t head = task / blocks % heads;
        const std::int64_t row = task % blocks * kBlockRows;
        const std::int64_t rows = std::min(kBlockRows, frames - row);
        const at::Tensor queries = q[b][head].narrow(0, row, rows) * scale; // [rows, D/H]
        const at::Tensor weights = at::softmax(at::matmul(queries, k[b][head].t()), -1); // [rows, T]
        out[b].select(1, head).narrow(0, row, rows).copy_(at::matmul(weights, v[b][head]));
    };
    const bool inference = c10::InferenceMode::is_enabled();
    at::parallel_for(0, batch * heads * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        const c10::InferenceMode guard(inference); // both modes are thread-local
        const at::AutoGradMode noGrad(false);
        for (std::int64_t task = begin; task < end && !stop.stopped(); ++task)
            attendBlock(task);
    });
    stop.throwIfStopped();
    return out.view({batch, frames, -1});
}

} // namespace

at::Tensor fusedSelfAttention(const at::Tensor& qkv, int heads)
{
    const auto [q, k, v] = splitHeads(qkv, heads);
    const at::Tensor attended = at::scaled_dot_product_attention(q, k, v); // [B, H, T, D/H]
    return attended.transpose(1, 2).reshape({qkv.size(0), qkv.size(1), -1});
}

at::Tensor selfAttention(const at::Tensor& qkv, int heads, const StopFlag& stop)
{
    const bool blocked = qkv.is_cpu() && qkv.scalar_type() == at::kBFloat16 && !c10::GradMode::is_enabled();
    return blocked ? blockedAttention(qkv, heads, stop) : fusedSelfAttention(qkv, heads);
}

} // namespace steerscope

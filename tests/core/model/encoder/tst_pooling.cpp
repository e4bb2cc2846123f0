// SPDX-License-Identifier: MIT
// Checked against numbers worked out by hand.
#include "core/model/encoder/pooling_p.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>
#include <doctest/doctest.h>

using namespace steerscope;

namespace {

// Five frames of two numbers.
at::Tensor frames()
{
    return at::tensor({1.0F, -1.0F, 2.0F, -2.0F, 3.0F, -3.0F, 4.0F, -4.0F, 5.0F, -5.0F}).view({1, 5, 2});
}

} // namespace

TEST_CASE("max pooling pads with zeros at the end, so a negative last group becomes 0")
{
    const at::Tensor pooled = poolFrames(frames(), {PoolingKind::Max, 3, 1});
    CHECK(at::equal(pooled, at::tensor({3.0F, -1.0F, 5.0F, 0.0F}).view({1, 2, 2})));
}

TEST_CASE("average pooling counts the padding")
{
    const at::Tensor pooled = poolFrames(frames(), {PoolingKind::Average, 3, 1});
    CHECK(at::equal(pooled, at::tensor({2.0F, -2.0F, 3.0F, -3.0F}).view({1, 2, 2})));
}

TEST_CASE("without pooling the frames stay as they are")
{
    CHECK(at::equal(poolFrames(frames(), {}), frames()));
    CHECK(at::equal(poolFrames(frames(), {PoolingKind::Reshape, 4, 0}), frames()));
}

TEST_CASE("joining cuts to a multiple and keeps the order")
{
    const at::Tensor joined = joinFrames(frames(), 2);
    CHECK(
        at::equal(joined, at::tensor({1.0F, -1.0F, 2.0F, -2.0F, 3.0F, -3.0F, 4.0F, -4.0F}).view({1, 2, 4})));
}

// SPDX-License-Identifier: MIT
#include "core/training/forward/checkpointed_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tanh.h>

#include <doctest/doctest.h>

using namespace steerscope;

TEST_CASE("a checkpointed function gives the value and the gradients of the plain one, and runs twice")
{
    const at::Tensor start = at::arange(6, at::kFloat).view({2, 3}) / 6.0;
    at::Tensor results[2];
    at::Tensor inputGradients[2];
    at::Tensor weightGradients[2];
    int calls = 0;
    for (const int way : {0, 1}) {
        const at::Tensor weight = (start + 1.0).clone().set_requires_grad(true);
        const at::Tensor h = start.clone().set_requires_grad(true);
        const auto f = [&calls, cast = weight * 2.0](const at::Tensor& x) {
            ++calls;
            return at::tanh(x * cast) * x;
        };
        results[way] = (way == 0 ? f(h) : checkpointed(f, h)) * 3.0;
        results[way].sum().backward();
        inputGradients[way] = h.grad();
        weightGradients[way] = weight.grad();
    }
    CHECK(calls == 3);
    CHECK(results[0].equal(results[1]));
    CHECK(inputGradients[0].equal(inputGradients[1]));
    CHECK(weightGradients[0].equal(weightGradients[1]));
}

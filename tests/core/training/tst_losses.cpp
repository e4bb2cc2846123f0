// SPDX-License-Identifier: MIT
#include "core/training/loss/losses_p.h"

#include <ATen/ops/log_softmax.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

using namespace steerscope;

namespace {

// The definition: the sum over all paths of T labels that collapse to the target.
double bruteForceCtc(const at::Tensor& logProbabilities, const std::vector<std::int64_t>& target)
{
    const std::int64_t frames = logProbabilities.size(0);
    const std::int64_t labels = logProbabilities.size(1);
    double total = 0.0;
    std::vector<std::int64_t> path;
    const std::function<void(double)> extend = [&](double logSum) {
        if (static_cast<std::int64_t>(path.size()) == frames) {
            std::vector<std::int64_t> collapsed;
            std::int64_t before = 0;
            for (const std::int64_t label : path) {
                if (label != 0 && label != before)
                    collapsed.push_back(label);
                before = label;
            }
            if (collapsed == target)
                total += std::exp(logSum);
            return;
        }
        for (std::int64_t label = 0; label < labels; ++label) {
            const double step
                = logProbabilities[static_cast<std::int64_t>(path.size())][label].item<double>();
            path.push_back(label);
            extend(logSum + step);
            path.pop_back();
        }
    };
    extend(0.0);
    return -std::log(total);
}

} // namespace

TEST_CASE("CTC equals the sum over all paths")
{
    const at::Tensor logits = at::randn({2, 5, 3});
    const std::vector<std::vector<std::int64_t>> targets{{1, 1}, {2}};
    const LossSum loss = ctcLoss(logits, {5, 4}, targets);
    CHECK(loss.targets == 3);
    const at::Tensor p = at::log_softmax(logits, -1);
    const double expected = bruteForceCtc(p[0], targets[0]) + bruteForceCtc(p[1].narrow(0, 0, 4), targets[1]);
    CHECK(loss.sum.item<double>() == doctest::Approx(expected).epsilon(1e-4));
}

TEST_CASE("an item whose target does not fit its frames counts nothing; an empty target counts as one")
{
    const at::Tensor logits = at::randn({2, 4, 3});
    const at::Tensor p = at::log_softmax(logits, -1);
    const LossSum loss = ctcLoss(logits, {2, 4}, {{1, 1}, {}}); // 1 blank 1 needs three frames
    CHECK(loss.targets == 1);
    CHECK(loss.sum.item<double>() == doctest::Approx(-p[1].select(1, 0).sum().item<double>()).epsilon(1e-4));
    CHECK(ctcLoss(logits, {2, 2}, {{1, 1}, {2, 2}}).targets == 0);
}

TEST_CASE("the balance term is the divergence of the mean gate from uniform")
{
    const at::Tensor gates = at::tensor({0.7F, 0.3F, 0.1F, 0.9F}).view({1, 2, 2}); // mean 0.4, 0.6
    const double expected = 0.5 * std::log(0.5 / 0.4) + 0.5 * std::log(0.5 / 0.6);
    CHECK(balanceLoss({gates}).item<double>() == doctest::Approx(expected).epsilon(1e-5));
    const at::Tensor even = at::tensor({0.5F, 0.5F}).view({1, 1, 2});
    CHECK(balanceLoss({gates, even}).item<double>() == doctest::Approx(expected / 2).epsilon(1e-5));
}

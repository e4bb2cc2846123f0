// SPDX-License-Identifier: MIT
#include "core/training/loss/losses_p.h"

#include "core/model/shapes_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/ctc_loss.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

// Frames that a CTC path needs: one a label, and a blank between two equal ones.
std::int64_t framesNeeded(const std::vector<std::int64_t>& labels)
{
    std::int64_t frames = static_cast<std::int64_t>(labels.size());
    for (std::size_t i = 1; i < labels.size(); ++i)
        frames += labels[i] == labels[i - 1];
    return frames;
}

} // namespace

LossSum nextTokenLoss(const at::Tensor& logits, const at::Tensor& targets)
{
    expectShape(logits, {targets.size(0), -1}, "logits");
    return {at::cross_entropy_loss(logits, targets, {}, at::Reduction::Sum), targets.size(0)};
}

LossSum ctcLoss(const at::Tensor& logits, const std::vector<std::int64_t>& lengths,
    const std::vector<std::vector<std::int64_t>>& targets)
{
    expectShape(logits, {static_cast<std::int64_t>(targets.size()), -1, -1}, "CTC logits");
    std::vector<std::int64_t> items;
    std::vector<std::int64_t> flat;
    std::vector<std::int64_t> frames;
    std::vector<std::int64_t> sizes;
    LossSum loss;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (framesNeeded(targets[i]) > lengths[i])
            continue;
        items.push_back(static_cast<std::int64_t>(i));
        flat.insert(flat.end(), targets[i].begin(), targets[i].end());
        frames.push_back(lengths[i]);
        sizes.push_back(static_cast<std::int64_t>(targets[i].size()));
        loss.targets += std::max<std::int64_t>(1, sizes.back());
    }
    if (items.empty()) {
        loss.sum = logits.sum() * 0.0;
        return loss;
    }
    const at::Tensor chosen = logits.index_select(0, at::tensor(items, at::kLong).to(logits.device()));
    const at::Tensor logProbabilities
        = at::log_softmax(chosen.to(at::kFloat), -1).transpose(0, 1); // [T, B, V]
    const at::Tensor labels = flat.empty() ? at::zeros({0}, at::kLong) : at::tensor(flat, at::kLong);
    loss.sum = at::ctc_loss(logProbabilities, labels.to(logits.device()), frames, sizes, /*blank=*/0,
        at::Reduction::Sum, /*zero_infinity=*/true);
    return loss;
}

at::Tensor balanceLoss(const std::vector<at::Tensor>& gates)
{
    at::Tensor sum;
    for (const at::Tensor& row : gates) {
        const at::Tensor usage = row.flatten(0, 1).mean(0); // [E]
        const at::Tensor divergence = -usage.log().mean() - std::log(static_cast<double>(usage.size(0)));
        sum = sum.defined() ? sum + divergence : divergence;
    }
    return sum.defined() ? sum / static_cast<double>(gates.size()) : at::zeros({});
}

} // namespace steerscope

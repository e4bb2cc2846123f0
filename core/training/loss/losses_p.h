// SPDX-License-Identifier: MIT
// Losses as sums with the number of targets they are sums over: micro batches and ranks are added up first
// and divided once.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace steerscope {

struct LossSum {
    at::Tensor sum; // [] float32
    std::int64_t targets = 0;
};

// Cross-entropy of the next token. logits [N, V] float32 of the positions that predict targets [N] int64.
LossSum nextTokenLoss(const at::Tensor& logits, const at::Tensor& targets);

// Connectionist temporal classification (Graves et al. 2006). logits [B, T, V], blank 0; lengths: counted
// frames of each item; targets: label ids from 1. An item whose target cannot fit its frames counts nothing
// (and no targets). targets = labels, an empty target counts as one.
LossSum ctcLoss(const at::Tensor& logits, const std::vector<std::int64_t>& lengths,
    const std::vector<std::vector<std::int64_t>>& targets);

// KL(uniform || mean gate over batch and frames) = -ln E - mean_e ln p_e, mean over rows; gates: of each row
// [B, T, E].
at::Tensor balanceLoss(const std::vector<at::Tensor>& gates);

} // namespace steerscope

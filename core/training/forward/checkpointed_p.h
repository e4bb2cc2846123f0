// SPDX-License-Identifier: MIT
// Activation checkpointing (Chen et al. 2016, arXiv 1604.06174): a function's inner activations are not kept
// but computed again in the backward pass.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace steerscope {

// f(h). f is kept until the backward pass and must then give the same result again, so it holds what it needs
// by value. Gradients reach h and the leaves behind f's own weights; each of those weights may stand in one
// checkpointed function only. Where h needs no gradient nothing is kept and nothing flows.
at::Tensor checkpointed(const std::function<at::Tensor(const at::Tensor&)>& f, const at::Tensor& h);

} // namespace steerscope

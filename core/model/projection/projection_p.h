// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/checkpoint/weight_loader_p.h"

#include <ATen/core/Tensor.h>

namespace steerscope {

// From the encoder's width to the LLM's; absent (undefined tensors) where the two are equal.
struct Projection {
    at::Tensor weight; // [D_llm, in], in = D or kernel*D after the reshape bridge
    at::Tensor bias; // [D_llm]
};

// Throws Failure(Model) when the widths differ and there is no projection, or when it has other widths.
Projection loadProjection(int inWidth, int llmWidth, WeightLoader& loader);

// encoded [B, P, in] -> audio embeddings [B, min(P, maxPositions), D_llm]
at::Tensor project(const Projection& projection, const at::Tensor& encoded, int maxPositions);

} // namespace steerscope

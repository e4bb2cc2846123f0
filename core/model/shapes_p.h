// SPDX-License-Identifier: MIT
// Shape checks on entry, in one notation: expectShape(h, {-1, T, D}, "hidden") where -1 accepts any size.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace steerscope {

std::string shapeText(at::IntArrayRef shape); // "[8, 192]", -1 as "*"
// Throws Failure(Model) with expected and found.
void expectShape(const at::Tensor& tensor, at::IntArrayRef expected, const char* name);

} // namespace steerscope

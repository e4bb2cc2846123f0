// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace steerscope {

// An uninitialised tensor for weights. Large ones on the host ask for huge pages: a token reads every weight
// once, and with pages of 4 KiB the processor spends part of that time looking up addresses (huge pages read
// 20 to 25 % faster on a virtual machine).
at::Tensor emptyWeight(at::IntArrayRef shape, at::ScalarType dtype, at::Device device);

} // namespace steerscope

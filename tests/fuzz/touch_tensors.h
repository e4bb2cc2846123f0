// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <cstdlib>

namespace steerscope::fuzz {

// Reads the first and last element that a view claims to reach: a sanitizer sees those outside the memory.
inline void touch(const TensorMap& tensors)
{
    for (const auto& [name, view] : tensors) {
        if (view.elements() == 0)
            continue;
        std::int64_t last = 0;
        for (std::size_t d = 0; d < view.shape.size(); ++d)
            last += (view.shape[d] - 1) * view.strides[d];
        const auto item = static_cast<std::int64_t>(itemSize(view.dtype));
        const volatile std::byte first = view.data[0];
        const volatile std::byte end = view.data[last * item + item - 1];
        if (name.empty() || (first == std::byte{1} && end == std::byte{2} && view.elements() < 0))
            std::abort();
    }
}

} // namespace steerscope::fuzz

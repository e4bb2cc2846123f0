// SPDX-License-Identifier: MIT
// The implementations behind rowKernels(). Each is compiled for its own vector extension (CMakeLists.txt) and
// must not be called on a processor without it.
#pragma once

#include "core/model/decoder/row_kernels.h"

namespace steerscope {

struct BFloat16Bits {
    std::uint16_t bits;
};
struct Float16Bits {
    std::uint16_t bits;
};

extern const RowKernels kAvx512RowKernels;
extern const RowKernels kAvx2RowKernels;

} // namespace steerscope

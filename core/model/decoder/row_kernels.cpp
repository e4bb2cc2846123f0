// SPDX-License-Identifier: MIT
#include "core/model/decoder/row_kernels_p.h"

namespace steerscope {

namespace {

std::vector<const RowKernels*> usableKernels()
{
    std::vector<const RowKernels*> usable;
#if defined(__x86_64__)
    const bool avx2
        = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    if (avx2 && __builtin_cpu_supports("avx512f"))
        usable.push_back(&kAvx512RowKernels);
    if (avx2)
        usable.push_back(&kAvx2RowKernels);
#endif
    return usable;
}

} // namespace

std::size_t numberSize(NumberType type)
{
    return type == NumberType::Float32 ? sizeof(float) : sizeof(std::uint16_t);
}

const std::vector<const RowKernels*>& rowKernels()
{
    static const std::vector<const RowKernels*> usable = usableKernels();
    return usable;
}

} // namespace steerscope

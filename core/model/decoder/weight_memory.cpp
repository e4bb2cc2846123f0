// SPDX-License-Identifier: MIT
#include "core/model/decoder/weight_memory_p.h"

#include <ATen/ops/empty.h>

#include <sys/mman.h>

#include <cstdint>

namespace steerscope {

namespace {

constexpr std::uintptr_t kHugePage = 2u << 20;

} // namespace

at::Tensor emptyWeight(at::IntArrayRef shape, at::ScalarType dtype, at::Device device)
{
    at::Tensor weight = at::empty(shape, at::dtype(dtype).device(device));
    if (!weight.is_cpu())
        return weight;
    const auto data = reinterpret_cast<std::uintptr_t>(weight.data_ptr());
    const std::uintptr_t begin = (data + kHugePage - 1) / kHugePage * kHugePage;
    const std::uintptr_t end = (data + weight.nbytes()) / kHugePage * kHugePage;
    if (begin < end) // only a wish: where the system has no huge pages, nothing changes
        madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
    return weight;
}

} // namespace steerscope

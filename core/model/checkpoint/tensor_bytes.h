// SPDX-License-Identifier: MIT
// The readers of tensor files on bytes instead of paths, and the checks they share. No torch in this header.
#pragma once

#include "core/model/checkpoint/mapped_file.h"
#include "core/model/checkpoint/tensor_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steerscope {

inline constexpr std::size_t kMaxRank = 8;
inline constexpr std::size_t kMaxTensors = 300'000;
inline constexpr std::size_t kMaxNameBytes = 1024;

// Both throw Failure(Input). The views keep bytes.owner alive.
TensorMap safetensorsFromBytes(const FileBytes& bytes);
TensorMap pytorchBinFromBytes(const FileBytes& bytes);

bool isZip(const FileBytes& bytes);
// Throws Failure(Input) with what to do for what people give by mistake: a Git LFS pointer, an HTML page, a
// tar or a bare pickle.
void refuseForeignFormat(const FileBytes& bytes);

std::optional<DType> dtypeOfSafetensors(const std::string& name);
std::string shapeText(const std::vector<std::int64_t>& shape);
bool isContiguous(const TensorView& view);
std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& shape);

// The product of sizes that are all >= 0. Throws Failure(Input) on overflow or more than kMaxRank sizes.
std::int64_t checkedElements(
    const std::vector<std::int64_t>& shape, const std::string& name, const std::string& where);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// What a set of tensors must be: names, shapes, numbers with a fraction. No torch in this header.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

using ExpectedShapes = std::map<std::string, std::vector<std::int64_t>>;

// Throws Failure(Model) naming the first tensor that is missing, wrongly shaped, of whole numbers or extra,
// with what was expected and found.
void checkTensors(const TensorMap& tensors, const ExpectedShapes& expected, const std::string& where,
    const std::string& remedy);

// All numbers as float32, row by row. Throws Failure(Input) for a dtype of whole numbers.
std::vector<float> floatValues(const TensorView& view);

// Whether both hold the same numbers (not numbers: the same bits), whatever their dtypes and strides.
bool sameValues(const TensorView& a, const TensorView& b);

// As many scalars as all tensors of a map hold.
std::int64_t elementCount(const TensorMap& tensors);
std::int64_t byteCount(const TensorMap& tensors);

} // namespace steerscope

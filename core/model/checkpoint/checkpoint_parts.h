// SPDX-License-Identifier: MIT
// A checkpoint of the reference taken apart. No torch in this header.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <functional>
#include <string>
#include <vector>

namespace steerscope {

struct CheckpointParts {
    TensorMap trained; // names as in steering.safetensors
    TensorMap encoder; // conv1.weight .. ; empty when the checkpoint has only what was trained
    TensorMap llm; // model.*, lm_head.weight; empty likewise
};

// Takes the names of docs/reference-model.md, sections 2 and 6, and those of steering.safetensors itself.
// Throws Failure(Model) naming the first tensor that is none of them.
CheckpointParts takeApart(const TensorMap& checkpoint, const std::string& where);

// Names of the tensors of a that b has with other numbers; stops at the first `most`. progress: fraction.
std::vector<std::string> differingTensors(
    const TensorMap& a, const TensorMap& b, std::size_t most, const std::function<void(double)>& progress);

// Writes views under their names with a prefix; strided ones are copied for that.
void writeTensors(
    const std::filesystem::path& file, const TensorMap& tensors, const std::string& prefix = {});

} // namespace steerscope

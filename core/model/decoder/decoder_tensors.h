// SPDX-License-Identifier: MIT
// The tensors of a causal LLM: names and shapes. No torch in this header.
#pragma once

#include "core/model/checkpoint/tensor_file.h"
#include "core/model/decoder/decoder_config.h"

#include <string>

namespace steerscope {

// Throws Failure(Model) naming the first tensor that is missing, extra or wrongly shaped, with what was
// expected and found. A head that is the embedding, and constants that old files hold, may be there or not.
void checkDecoderTensors(const TensorMap& tensors, const DecoderConfig& config, const std::string& where);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Whether two models are the same, wherever they lie. No torch in this header.
#pragma once

#include "core/model/checkpoint/bundle.h"

#include <string>

namespace steerscope {

// SHA-256 over all that decides what a model says: variant, pooling, prompt and limits, the trained tensors
// and all configuration and tokenizer files in whole; of each file of frozen weights, which may be many
// gigabytes, its size, its first MiB (with the tensors' names, types and places) and 256 pieces of 4 KiB
// spread evenly. Paths, names and notes do not count. Throws Failure(Input) when a file cannot be read.
std::string modelFingerprint(const Bundle& bundle);

} // namespace steerscope

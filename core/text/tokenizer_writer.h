// SPDX-License-Identifier: MIT
// The other way of tokenizer_file.h: Hugging Face's tokenizer.json, and the tokenizer_config.json beside it
// with which transformers takes the folder for Qwen2's.
#pragma once

#include "core/text/tokenizer_file.h"

#include <filesystem>
#include <string>

namespace steerscope {

// A byte-level BPE with at most one splitting pattern. Ends with a line break.
std::string tokenizerJson(const TokenizerDescription& description);

// Pads with the first special token, ends with "<|im_end|>" or, without it, with the first one.
std::string tokenizerConfigJson(const TokenizerDescription& description);

// Both files, made or replaced; the folder is made where it is missing. Throws Failure(Output).
void writeTokenizer(const TokenizerDescription& description, const std::filesystem::path& folder);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Trains a byte-level BPE tokenizer on texts: Unicode's NFC, Qwen2's splitting into words, single digits and
// signs, then merges (bpe_learning.h). Each line is a text of its own; its end (LF or CR LF) is left out.
#pragma once

#include "core/base/stop_flag.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace steerscope {

struct BpeTrainerOptions {
    int vocabulary = 1000; // tokens in all: the 256 bytes, a token a merge, the special ones
    int minCount = 2; // no merge of a pair that occurs less often
    std::vector<std::string> special = {"<|endoftext|>"}; // get the last ids, in this order
};

struct TrainedTokenizer {
    int vocabulary = 0; // less than asked for when the texts have no further pair of minCount
    std::int64_t lines = 0;
    std::int64_t pieces = 0; // different ones
};

// Writes tokenizer.json and tokenizer_config.json into the folder, which is made where it is missing; the
// same texts, in whatever order, and options give the same bytes. Bad UTF-8 becomes U+FFFD, as in
// Tokenizer::encode(). Throws Failure: Usage (a vocabulary too small, bad special tokens), Input (a text
// cannot be read, no text at all), Output, Cancelled.
TrainedTokenizer trainTokenizer(const std::vector<std::filesystem::path>& texts,
    const std::filesystem::path& folder, const BpeTrainerOptions& options, const ProgressFn& progress = {},
    const StopFlag& stop = {});

} // namespace steerscope

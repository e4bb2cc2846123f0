// SPDX-License-Identifier: MIT
// Which byte-pair merges a text asks for. Again and again the neighbours that occur most often become one
// token; of pairs that occur equally often the one of lowest left id is taken, then of lowest right id (the
// order of Hugging Face's trainer, so the result is the same merge by merge). A pair is counted at every
// place, overlapping ones ("aaa" holds a,a twice) too. Counts are kept up to date where a merge changes them
// instead of being taken anew: time goes with the places that change.
#pragma once

#include "core/base/stop_flag.h"
#include "core/text/bpe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace steerscope {

struct CountedPiece { // what the pre-tokeniser cut off; no merge crosses its ends
    std::string bytes;
    std::int64_t count = 0;
};

struct BpeLearningOptions {
    int merges = 0; // at most
    std::int64_t minCount = 2; // no merge of a pair that occurs less often
    std::vector<std::string> reserved; // bytes that no learned token may spell
};

struct LearnedBpe {
    std::vector<std::string> tokens; // the bytes of each, by id: first the 256 bytes, then a token a merge
    std::vector<BpeMerges::Merge> merges;
};

// The single bytes have the ids 0..255 in the order of their characters (byte_alphabet.h), as in GPT-2's and
// Qwen's vocabularies. A pair that would spell a token that exists already is passed over. The order of the
// pieces is of no account. Throws Failure(Cancelled).
LearnedBpe learnBpe(const std::vector<CountedPiece>& pieces, const BpeLearningOptions& options,
    const ProgressFn& progress = {}, const StopFlag& stop = {});

} // namespace steerscope

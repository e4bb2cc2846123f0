// SPDX-License-Identifier: MIT
// Next-token loss on the answers of a batch of sequences: what stands before an answer is given, not learned.
#pragma once

#include "core/model/decoder/decoder_p.h"
#include "core/training/loss/losses_p.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace steerscope {

struct Answer {
    std::int64_t begin = 0; // positions before it in its sequence, 1 or more
    std::vector<int> ids; // of the answer, its stop token at the end
};

// embeddings [B, T, D]: [what is given ; embedding(ids without the last) ; padding], one answer a sequence.
// Position begin - 1 predicts ids[0], and so on.
LossSum answerLoss(const Decoder& decoder, const at::Tensor& embeddings, const std::vector<Answer>& answers,
    const StopFlag& stop);

} // namespace steerscope

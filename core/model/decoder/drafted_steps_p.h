// SPDX-License-Identifier: MIT
// Decoding when the text is known in advance, probably: the tokens of a draft (the text under the settings
// before) go through the decoder in blocks, so that the weights are read once for many, until the decoder
// says something else.
//
// Only where a block gives bit for bit what single steps give (DecoderStep::countsAlike()); elsewhere the
// draft is not used. So a draft, whatever it holds, changes no result.
#pragma once

#include "core/model/decoder/decoder_step_p.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace steerscope {

class DraftedSteps {
public:
    // Both must outlive this; cache holds the prompt.
    DraftedSteps(const Decoder& decoder, KvCache& cache, std::vector<int> draft);

    // As DecoderStep::run(): the logits after the next token of the text, [V].
    at::Tensor run(int id, const StopFlag& stop = {});
    int confirmed() const { return m_confirmed; } // tokens of the draft that were said again

private:
    void computeBlock(const StopFlag& stop);

    KvCache& m_cache;
    DecoderStep m_step;
    std::vector<int> m_draft; // empty once the text has left it
    std::int64_t m_prompt; // positions
    std::size_t m_next = 0; // of the draft
    at::Tensor m_block; // [N, V] logits after draft[m_blockBegin ...]
    std::size_t m_blockBegin = 0;
    std::size_t m_blockEnd = 0;
    int m_confirmed = 0;
};

} // namespace steerscope

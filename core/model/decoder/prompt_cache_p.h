// SPDX-License-Identifier: MIT
// What is kept of the last prefill of each audio window, so that an unchanged beginning is not computed
// again.
#pragma once

#include "core/model/decoder/kv_cache_p.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <list>
#include <vector>

namespace steerscope {

// One window's prompt part. The cache holds the keys of audio ++ prompt, no generated position.
struct KeptPrompt {
    KeptPrompt(std::int64_t key, const Decoder& decoder)
        : window(key)
        , positions(decoder)
    {
    }
    std::int64_t window;
    KvCache positions;
    at::Tensor audio; // [P, D] in the decoder's dtype, on its device
    std::vector<int> promptIds;
    std::int64_t sequenceLength = 0; // positions the keys were rotated for (RopeScaling::Dynamic)
    at::Tensor logits; // [V] float32 on the host, after the last position

    std::int64_t bytes() const;
};

// Recently used windows within a byte budget; the one in use is always kept.
class PromptCache {
public:
    explicit PromptCache(std::int64_t budgetBytes = std::int64_t{1} << 29);

    // The kept prompt of this window, an empty one if there is none; it becomes the most recent. The
    // reference is valid until the next call of any function here.
    KeptPrompt& open(std::int64_t window, const Decoder& decoder);
    // Drops the least recently used windows beyond the budget.
    void trim();
    void clear();
    std::int64_t bytes() const;

private:
    std::int64_t m_budget;
    std::list<KeptPrompt> m_kept; // most recent first
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/model/decoder/drafted_steps_p.h"

#include <algorithm>
#include <span>
#include <utility>

namespace steerscope {

namespace {

// Tokens in a block. The first is short, because most texts that change do so early; a later one is as long
// as its logits stay small (40 MB of a vocabulary of 150,000).
constexpr std::size_t kFirstBlock = 16;
constexpr std::size_t kLaterBlock = 64;

} // namespace

DraftedSteps::DraftedSteps(const Decoder& decoder, KvCache& cache, std::vector<int> draft)
    : m_cache(cache)
    , m_step(decoder, cache)
    , m_prompt(cache.length())
{
    if (m_step.countsAlike())
        m_draft = std::move(draft);
}

at::Tensor DraftedSteps::run(int id, const StopFlag& stop)
{
    if (m_next < m_draft.size() && m_draft[m_next] == id) {
        if (m_next == m_blockEnd)
            computeBlock(stop);
        ++m_confirmed;
        return m_block[static_cast<std::int64_t>(m_next++ - m_blockBegin)];
    }
    if (!m_draft.empty()) { // another word, or the draft's end
        m_cache.truncate(m_prompt + static_cast<std::int64_t>(m_next));
        m_draft.clear();
        m_block.reset();
    }
    return m_step.run(id, stop);
}

void DraftedSteps::computeBlock(const StopFlag& stop)
{
    const std::size_t most = m_blockEnd == 0 ? kFirstBlock : kLaterBlock;
    m_blockBegin = m_next;
    m_blockEnd = std::min(m_draft.size(), m_next + most);
    m_block = m_step.run(std::span(m_draft).subspan(m_blockBegin, m_blockEnd - m_blockBegin), stop);
}

} // namespace steerscope

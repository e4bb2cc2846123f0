// SPDX-License-Identifier: MIT
#include "core/model/decoder/prompt_cache_p.h"

#include <algorithm>

namespace steerscope {

std::int64_t KeptPrompt::bytes() const
{
    const auto held
        = [](const at::Tensor& t) { return t.defined() ? static_cast<std::int64_t>(t.nbytes()) : 0; };
    return positions.bytes() + held(audio) + held(logits);
}

PromptCache::PromptCache(std::int64_t budgetBytes)
    : m_budget(budgetBytes)
{
}

KeptPrompt& PromptCache::open(std::int64_t window, const Decoder& decoder)
{
    const auto found = std::find_if(
        m_kept.begin(), m_kept.end(), [&](const KeptPrompt& kept) { return kept.window == window; });
    if (found == m_kept.end())
        m_kept.emplace_front(window, decoder);
    else
        m_kept.splice(m_kept.begin(), m_kept, found);
    return m_kept.front();
}

void PromptCache::trim()
{
    while (m_kept.size() > 1 && bytes() > m_budget)
        m_kept.pop_back();
}

void PromptCache::clear()
{
    m_kept.clear();
}

std::int64_t PromptCache::bytes() const
{
    std::int64_t sum = 0;
    for (const KeptPrompt& kept : m_kept)
        sum += kept.bytes();
    return sum;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/pipeline/activation_cache_p.h"

#include <algorithm>
#include <bit>

namespace steerscope {

WindowKey windowKey(std::span<const float> samples, bool bypass)
{
    // FNV-1a over 32-bit words, finished with a shift so that the high bits count.
    std::uint64_t hash = 14695981039346656037ULL;
    for (float sample : samples) {
        hash ^= std::bit_cast<std::uint32_t>(sample);
        hash *= 1099511628211ULL;
    }
    return {hash ^ (hash >> 29), samples.size(), bypass};
}

ActivationCache::ActivationCache(std::int64_t budgetBytes)
    : m_budget(budgetBytes)
{
}

EncoderTape& ActivationCache::open(const WindowKey& key)
{
    const auto found = std::find_if(
        m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.key == key; });
    if (found == m_entries.end())
        m_entries.push_front({key, {}});
    else
        m_entries.splice(m_entries.begin(), m_entries, found);
    return m_entries.front().tape;
}

void ActivationCache::trim()
{
    while (!m_entries.empty() && bytes() > m_budget)
        m_entries.pop_back();
}

void ActivationCache::clear()
{
    m_entries.clear();
}

std::int64_t ActivationCache::bytes() const
{
    std::int64_t sum = 0;
    for (const Entry& entry : m_entries)
        sum += entry.tape.bytes();
    return sum;
}

int ActivationCache::keepEvery(std::int64_t bytesPerSlot, int slots) const
{
    const std::int64_t affordable = m_budget / std::max<std::int64_t>(1, bytesPerSlot);
    if (affordable < 2)
        return 0;
    return static_cast<int>((slots + affordable - 1) / affordable);
}

} // namespace steerscope

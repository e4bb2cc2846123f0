// SPDX-License-Identifier: MIT
// The last text of each audio window, as the draft of its next one (core/model/decoder/drafted_steps_p.h):
// after a change of steering most words stand. No draft changes a result, so nothing here has to be exact.
#pragma once

#include "core/pipeline/activation_cache_p.h"

#include <cstddef>
#include <list>
#include <utility>
#include <vector>

namespace steerscope {

class DraftCache {
public:
    // Empty: none is known. key: of the window's sound; steered or not makes no difference here.
    std::vector<int> find(const WindowKey& key) const
    {
        for (const Entry& entry : m_entries)
            if (entry.first == key)
                return entry.second;
        return {};
    }
    void keep(const WindowKey& key, std::vector<int> ids)
    {
        std::erase_if(m_entries, [&](const Entry& entry) { return entry.first == key; });
        m_entries.emplace_front(key, std::move(ids));
        if (m_entries.size() > kMost)
            m_entries.pop_back();
    }
    void clear() { m_entries.clear(); }

private:
    static constexpr std::size_t kMost = 1024; // windows: some hours
    using Entry = std::pair<WindowKey, std::vector<int>>;
    std::list<Entry> m_entries; // most recent first
};

} // namespace steerscope

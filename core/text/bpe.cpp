// SPDX-License-Identifier: MIT
#include "core/text/bpe.h"

#include <cstddef>
#include <queue>
#include <tuple>

namespace steerscope {
namespace {

std::uint64_t key(int left, int right)
{
    return std::uint64_t{static_cast<std::uint32_t>(left)} << 32 | static_cast<std::uint32_t>(right);
}

constexpr int kNone = -1;

struct Symbol { // a doubly linked list inside a vector
    int id = kNone; // kNone: joined into the one before
    int previous = kNone;
    int next = kNone;
};

struct Candidate {
    std::int32_t rank = 0;
    int position = 0; // of the left symbol
    int left = 0; // ids when it was found: it is stale once they have changed
    int right = 0;
    int joined = 0;

    // For a queue whose top is the lowest rank, then the leftmost.
    bool operator<(const Candidate& other) const
    {
        return std::tie(other.rank, other.position) < std::tie(rank, position);
    }
};

} // namespace

BpeMerges::BpeMerges(const std::vector<Merge>& merges, const std::array<int, 256>& byteIds)
    : m_byteIds(byteIds)
{
    m_rules.reserve(merges.size());
    std::int32_t rank = 0;
    for (const Merge& merge : merges)
        m_rules[key(merge.left, merge.right)] = {rank++, merge.joined};
}

const BpeMerges::Rule* BpeMerges::find(int left, int right) const
{
    const auto found = m_rules.find(key(left, right));
    return found == m_rules.end() ? nullptr : &found->second;
}

void BpeMerges::encode(std::string_view bytes, std::vector<int>& ids) const
{
    std::vector<Symbol> symbols;
    symbols.reserve(bytes.size());
    for (const unsigned char byte : bytes) {
        if (m_byteIds[byte] == kNone)
            continue;
        const int position = static_cast<int>(symbols.size());
        symbols.push_back({m_byteIds[byte], position - 1, position + 1});
    }
    if (symbols.empty())
        return;
    symbols.back().next = kNone;

    std::priority_queue<Candidate> queue;
    const auto offer = [&](int position) {
        const int next = position == kNone ? kNone : symbols[static_cast<std::size_t>(position)].next;
        if (next == kNone)
            return;
        const int left = symbols[static_cast<std::size_t>(position)].id;
        const int right = symbols[static_cast<std::size_t>(next)].id;
        if (const Rule* rule = find(left, right))
            queue.push({rule->rank, position, left, right, rule->joined});
    };
    for (int position = 0; position < static_cast<int>(symbols.size()); ++position)
        offer(position);

    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        Symbol& left = symbols[static_cast<std::size_t>(best.position)];
        if (left.id != best.left || left.next == kNone)
            continue;
        Symbol& right = symbols[static_cast<std::size_t>(left.next)];
        if (right.id != best.right)
            continue;
        left.id = best.joined;
        left.next = right.next;
        right.id = kNone;
        if (left.next != kNone)
            symbols[static_cast<std::size_t>(left.next)].previous = best.position;
        offer(left.previous);
        offer(best.position);
    }
    for (int position = 0; position != kNone; position = symbols[static_cast<std::size_t>(position)].next)
        ids.push_back(symbols[static_cast<std::size_t>(position)].id);
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Byte-pair merges: the bytes of a piece are joined, always the pair of lowest rank first (the leftmost of
// equals), until no pair of the table is left. O(n log n) in the piece's length.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace steerscope {

class BpeMerges {
public:
    struct Merge {
        int left = 0;
        int right = 0;
        int joined = 0; // ids
    };
    // merges: by rank; of a repeated pair the last counts. byteIds: -1 for a byte the vocabulary lacks; such
    // bytes are left out of what is encoded.
    BpeMerges(const std::vector<Merge>& merges, const std::array<int, 256>& byteIds);

    // Appends the ids of one piece.
    void encode(std::string_view bytes, std::vector<int>& ids) const;

private:
    struct Rule {
        std::int32_t rank = 0;
        std::int32_t joined = 0;
    };
    const Rule* find(int left, int right) const;

    std::unordered_map<std::uint64_t, Rule> m_rules; // by both ids
    std::array<int, 256> m_byteIds;
};

} // namespace steerscope

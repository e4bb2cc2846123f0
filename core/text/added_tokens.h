// SPDX-License-Identifier: MIT
// Tokens that are found in the text before anything else looks at it ("<|im_start|>"): the leftmost, and of
// several there the longest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace steerscope {

struct AddedToken {
    int id = 0;
    std::string content;
    bool special = false; // left out of decoded text when asked
    bool normalised = false; // looked for in the normalised text, not in the raw one
    bool leftStrip = false; // takes the whitespace before it along
    bool rightStrip = false;
    bool singleWord = false; // only where no word character touches it
};

class AddedTokenMatcher {
public:
    explicit AddedTokenMatcher(std::vector<AddedToken> tokens); // contents are not empty
    bool empty() const { return m_tokens.empty(); }

    struct Piece {
        std::string_view text;
        std::optional<int> id; // absent: ordinary text
    };
    // The pieces of the text in order; none is empty.
    std::vector<Piece> split(std::string_view text) const;

private:
    const AddedToken* longestAt(std::string_view text) const;

    std::vector<AddedToken> m_tokens;
    // A trie: (node << 8 | byte) -> next node, node 0 being the root.
    std::unordered_map<std::uint64_t, std::uint32_t> m_edges;
    std::vector<int> m_tokenOfNode; // index into m_tokens or -1
};

} // namespace steerscope

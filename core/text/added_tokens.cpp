// SPDX-License-Identifier: MIT
#include "core/text/added_tokens.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <utility>

namespace steerscope {
namespace {

// Begins in the middle of a character only if text does.
char32_t firstCharacter(std::string_view text)
{
    return unicode::codePoints(text.substr(0, 4)).front();
}

char32_t lastCharacter(std::string_view text)
{
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (text[begin] & 0xC0) == 0x80)
        --begin;
    return unicode::codePoints(text.substr(begin)).front();
}

std::size_t characterLength(char32_t character)
{
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

std::size_t spacesAtStart(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size() && unicode::isSpace(firstCharacter(text.substr(length))))
        length += characterLength(firstCharacter(text.substr(length)));
    return length;
}

std::size_t spacesAtEnd(std::string_view text)
{
    const std::size_t size = text.size();
    while (!text.empty() && unicode::isSpace(lastCharacter(text)))
        text.remove_suffix(characterLength(lastCharacter(text)));
    return size - text.size();
}

bool standsAlone(std::string_view before, std::string_view after)
{
    return (before.empty() || !unicode::isWordCharacter(lastCharacter(before)))
        && (after.empty() || !unicode::isWordCharacter(firstCharacter(after)));
}

} // namespace

AddedTokenMatcher::AddedTokenMatcher(std::vector<AddedToken> tokens)
    : m_tokens(std::move(tokens))
    , m_tokenOfNode(1, -1)
{
    for (std::size_t index = 0; index < m_tokens.size(); ++index) {
        std::uint32_t node = 0;
        for (const unsigned char byte : m_tokens[index].content) {
            const auto [edge, isNew]
                = m_edges.try_emplace(std::uint64_t{node} << 8 | byte, m_tokenOfNode.size());
            node = edge->second;
            if (isNew)
                m_tokenOfNode.push_back(-1);
        }
        m_tokenOfNode[node] = static_cast<int>(index);
    }
}

const AddedToken* AddedTokenMatcher::longestAt(std::string_view text) const
{
    const AddedToken* longest = nullptr;
    std::uint32_t node = 0;
    for (const unsigned char byte : text) {
        const auto edge = m_edges.find(std::uint64_t{node} << 8 | byte);
        if (edge == m_edges.end())
            break;
        node = edge->second;
        if (m_tokenOfNode[node] >= 0)
            longest = &m_tokens[static_cast<std::size_t>(m_tokenOfNode[node])];
    }
    return longest;
}

std::vector<AddedTokenMatcher::Piece> AddedTokenMatcher::split(std::string_view text) const
{
    std::vector<Piece> pieces;
    std::size_t done = 0; // everything before is in pieces
    std::size_t at = 0;
    while (!empty() && at < text.size()) {
        const AddedToken* token = longestAt(text.substr(at));
        if (!token) {
            ++at;
            continue;
        }
        std::size_t begin = at;
        at += token->content.size();
        std::size_t end = at;
        if (token->singleWord && !standsAlone(text.substr(0, begin), text.substr(end)))
            continue;
        if (token->leftStrip)
            begin = std::max(done, begin - spacesAtEnd(text.substr(0, begin)));
        if (token->rightStrip)
            end += spacesAtStart(text.substr(end));
        if (begin > done)
            pieces.push_back({text.substr(done, begin - done), std::nullopt});
        pieces.push_back({text.substr(begin, end - begin), token->id});
        // The search goes on in the whitespace that was taken along, as in the reference library: it may hold
        // a token.
        done = end;
    }
    if (done < text.size())
        pieces.push_back({text.substr(done), std::nullopt});
    return pieces;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/token_words.h"

#include "core/text/unicode.h"

#include <algorithm>

namespace steerscope {

std::vector<TokenWord> tokenWords(std::span<const Token> tokens)
{
    std::vector<TokenWord> words;
    bool inside = false; // of a word
    std::size_t free = 0; // tokens before it belong to a word or are blank
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::u32string characters = unicode::codePoints(tokens[i].text);
        for (const char32_t character : characters) {
            if (unicode::isSpace(character)) {
                inside = false;
                continue;
            }
            if (!inside)
                words.push_back({{}, std::min(free, i), i + 1});
            inside = true;
            unicode::append(words.back().text, character);
            words.back().end = i + 1;
        }
        if (!characters.empty())
            free = i + 1;
    }
    // The word before keeps a token that begins the next one.
    for (std::size_t w = 1; w < words.size(); ++w)
        words[w].begin = std::max(words[w].begin, words[w - 1].end);
    return words;
}

std::vector<TokenWord> tokenWords(const TargetScore& score)
{
    return tokenWords(std::span(score.tokens).first(score.textTokens));
}

} // namespace steerscope

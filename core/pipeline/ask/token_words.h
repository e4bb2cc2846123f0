// SPDX-License-Identifier: MIT
// Which tokens make up which word.
#pragma once

#include "core/base/run.h"

#include <span>
#include <string>
#include <vector>

namespace steerscope {

struct TokenWord {
    std::string text; // no whitespace inside
    std::size_t begin = 0; // tokens [begin, end)
    std::size_t end = 0;
};

// Words are what stands between whitespace, as in the error rates. A token that reaches into two words
// belongs to the first of them; what completes no character belongs to the word that the character is in.
// Tokens behind the last word belong to none.
std::vector<TokenWord> tokenWords(std::span<const Token> tokens);
// Of a scored text, without the token that ends it.
std::vector<TokenWord> tokenWords(const TargetScore& score);

} // namespace steerscope

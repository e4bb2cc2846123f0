// SPDX-License-Identifier: MIT
// The steps that Whisper's normalisers share. Texts are valid UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace steerscope {

std::string lowerCased(std::string_view text);
// "<...>", "[...]" and "(...)" with what they hold; an unclosed bracket stays.
std::string withoutBracketed(std::string_view text);
// Runs of whitespace as single spaces, none at the ends.
std::string singleSpaced(std::string_view text);
// NFKC, then marks, symbols and punctuation as spaces.
std::string withoutSymbols(std::string_view text);
// NFKD, then accents dropped, special letters spelt out (a German sharp s as "ss"), other marks, symbols and
// punctuation as spaces, except for the characters of keep.
std::string withoutSymbolsAndDiacritics(std::string_view text, std::u32string_view keep);

} // namespace steerscope

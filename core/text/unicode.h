// SPDX-License-Identifier: MIT
// UTF-8 and Unicode as the text room needs them. "Text" is valid UTF-8, "bytes" may be anything.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace steerscope::unicode {

// Each maximal part of a broken character becomes one U+FFFD (The Unicode Standard, section 3.9), so that the
// result is the same wherever the bytes are cut into characters.
std::string repaired(std::string_view bytes);

// How many bytes at the end begin a character whose rest is missing; 0..3.
std::size_t unfinishedTail(std::string_view bytes);

std::u32string codePoints(std::string_view text);
void append(std::string& text, char32_t codePoint);

struct Category { // general category: "Lu" is major 'L', minor 'u'
    char major = 'C';
    char minor = 'n';
};
Category category(char32_t codePoint);
bool isSpace(char32_t codePoint); // property White_Space
bool isWordCharacter(char32_t codePoint); // letters, marks, digits and the underscore's kind
char32_t lowerCase(char32_t codePoint);

enum class Form { Nfc, Nfkc, Nfkd };
std::string normalised(std::string_view text, Form form);

std::string_view trimmed(std::string_view text);
// The words between runs of whitespace.
std::vector<std::string_view> words(std::string_view text);

} // namespace steerscope::unicode

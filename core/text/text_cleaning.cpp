// SPDX-License-Identifier: MIT
#include "core/text/text_cleaning.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace steerscope {
namespace {

// A bracket, at least minimum bytes that hold no closing one, and a closing one: removed. Linear: once no
// closing bracket is left, no opening one is looked at.
std::string withoutSpans(
    std::string_view text, std::string_view opening, std::string_view closing, std::size_t minimum)
{
    std::string result;
    while (true) {
        const std::size_t begin = text.find_first_of(opening);
        if (begin == std::string_view::npos)
            break;
        const std::size_t end = text.find_first_of(closing, begin + 1);
        if (end == std::string_view::npos)
            break;
        const bool tooShort = end - begin - 1 < minimum;
        result += text.substr(0, tooShort ? begin + 1 : begin);
        text.remove_prefix(tooShort ? begin + 1 : end + 1);
    }
    return result += text;
}

bool isSymbol(char major)
{
    return major == 'M' || major == 'S' || major == 'P';
}

struct SpeltOut {
    char32_t letter;
    std::string_view letters;
};
// Letters that no decomposition takes apart.
constexpr std::array<SpeltOut, 16> kSpeltOut{{{U'œ', "oe"}, {U'Œ', "OE"}, {U'ø', "o"}, {U'Ø', "O"},
    {U'æ', "ae"}, {U'Æ', "AE"}, {U'ß', "ss"}, {U'ẞ', "SS"}, {U'đ', "d"}, {U'Đ', "D"}, {U'ð', "d"},
    {U'Ð', "D"}, {U'þ', "th"}, {U'Þ', "th"}, {U'ł', "l"}, {U'Ł', "L"}}};

} // namespace

std::string lowerCased(std::string_view text)
{
    std::string result;
    for (const char32_t c : unicode::codePoints(text))
        unicode::append(result, unicode::lowerCase(c));
    return result;
}

std::string withoutBracketed(std::string_view text)
{
    return withoutSpans(withoutSpans(text, "<[", ">]", 0), "(", ")", 1);
}

std::string singleSpaced(std::string_view text)
{
    std::string result;
    for (const std::string_view word : unicode::words(text))
        result.append(result.empty() ? "" : " ").append(word);
    return result;
}

std::string withoutSymbols(std::string_view text)
{
    std::string result;
    for (const char32_t c : unicode::codePoints(unicode::normalised(text, unicode::Form::Nfkc)))
        unicode::append(result, isSymbol(unicode::category(c).major) ? U' ' : c);
    return result;
}

std::string withoutSymbolsAndDiacritics(std::string_view text, std::u32string_view keep)
{
    std::string result;
    for (const char32_t c : unicode::codePoints(unicode::normalised(text, unicode::Form::Nfkd))) {
        const auto speltOut = std::find_if(
            kSpeltOut.begin(), kSpeltOut.end(), [&](const SpeltOut& entry) { return entry.letter == c; });
        const unicode::Category category = unicode::category(c);
        if (keep.find(c) != std::u32string_view::npos)
            unicode::append(result, c);
        else if (speltOut != kSpeltOut.end())
            result += speltOut->letters;
        else if (category.major == 'M' && category.minor == 'n')
            continue;
        else
            unicode::append(result, isSymbol(category.major) ? U' ' : c);
    }
    return result;
}

} // namespace steerscope

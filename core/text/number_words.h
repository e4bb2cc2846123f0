// SPDX-License-Identifier: MIT
// What a word says about a number: "seven" is a one, "twentieth" an ordinal ten, "million" a multiplier.
#pragma once

#include <string>
#include <string_view>

namespace steerscope {

struct NumberWord {
    enum class Kind {
        None, // says nothing about numbers
        Zero, // "oh"
        One, // 1..19
        Ten, // 20..90
        Multiplier, // a power of ten: value is the exponent
        SignBefore, // "minus": text is the sign
        UnitAfter, // "dollars": text is the sign that goes before the number
        Percent,
        Per, // begins "per cent"
        And,
        Double,
        Triple,
        Point,
    };
    Kind kind = Kind::None;
    int value = 0;
    std::string text;
    std::string suffix; // "th", "s", ...: the number ends here

    bool isPlain(Kind wanted) const { return kind == wanted && suffix.empty(); }
    bool isDigitWord() const { return isPlain(Kind::One) || isPlain(Kind::Ten) || isPlain(Kind::Zero); }
};

// word: lower case.
const NumberWord& numberWord(std::string_view word);

} // namespace steerscope

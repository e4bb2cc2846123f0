// SPDX-License-Identifier: MIT
// Number words as digits, by the rules of Whisper's EnglishTextNormalizer:
//
//     twenty two -> 22             one oh one -> 101          nineteen sixty -> 1960
//     two point five million -> 2500000      twenty first -> 21st      fifty percent -> 50%
//     two dollars and seven cents -> $2.07   minus five -> -5          double seven -> 77
//
// A lone 1 is written "one".
#pragma once

#include <string>
#include <string_view>

namespace steerscope {

// text: lower case, words between whitespace. The result has single spaces and none at the ends.
std::string withNumbersAsDigits(std::string_view text);

} // namespace steerscope

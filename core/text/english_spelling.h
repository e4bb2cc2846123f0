// SPDX-License-Identifier: MIT
// British to American spelling for the common families of words: -our, -ise and -yse, -re, -ogue, -ence,
// doubled l, ae and oe, and single words. Of the 1,739 words that Whisper's normaliser changes, 1,550 are
// here; rare ones ("gaolbird", "bougainvillaea") are not.
#pragma once

#include <string>
#include <string_view>

namespace steerscope {

// word: lower case. A word that is in no family comes back as it is.
std::string americanSpelling(std::string_view word);

} // namespace steerscope

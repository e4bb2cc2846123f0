// SPDX-License-Identifier: MIT
// A text whose characters have been found in the sound.
#pragma once

#include "core/base/transcript.h"

#include <string>
#include <vector>

namespace steerscope {

struct AlignedCharacter { // seconds
    double begin = 0.0;
    double end = 0.0;
    double logProbability = 0.0; // mean over its frames, natural log
    double firstHeard = 0.0; // where the aligner itself heard it; what is beyond goes to the nearer neighbour
    double lastHeard = 0.0;
    bool known = true; // false: the aligner has no such character
};

struct AlignedText {
    std::string text; // words apart by single spaces
    std::vector<AlignedCharacter> characters; // a code point each
};

// The words of a text that is aligned, moved by `offset` seconds. A word without a known character is not
// aligned.
std::vector<TimedWord> alignedWords(const AlignedText& text, double offset);
// The words of a text that could not be aligned.
std::vector<TimedWord> wordsWithoutTimes(const std::string& text);

} // namespace steerscope

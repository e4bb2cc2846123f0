// SPDX-License-Identifier: MIT
#include "core/text/aligned_text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace steerscope {

namespace {

bool continues(char c) // a later byte of a code point
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Characters first .. end of the aligned text as one word.
TimedWord wordOf(const AlignedText& text, std::size_t first, std::size_t end, double offset)
{
    TimedWord word;
    word.aligned = false;
    double logProbability = 0.0;
    int known = 0;
    for (std::size_t i = first; i < end; ++i) {
        const AlignedCharacter& character = text.characters[i];
        if (!character.known)
            continue;
        if (known++ == 0)
            word.start = offset + character.firstHeard;
        word.end = offset + character.lastHeard;
        logProbability += character.logProbability;
    }
    word.aligned = known > 0;
    word.score = known > 0 ? std::clamp(std::exp(logProbability / known), 0.0, 1.0) : 0.0;
    return word;
}

} // namespace

std::vector<TimedWord> alignedWords(const AlignedText& text, double offset)
{
    std::vector<TimedWord> words;
    std::string written;
    std::size_t first = 0;
    std::size_t character = 0;
    const auto end = [&] {
        if (!written.empty()) {
            words.push_back(wordOf(text, first, std::min(character, text.characters.size()), offset));
            words.back().text = written;
        }
        written.clear();
    };
    for (std::size_t i = 0; i < text.text.size(); ++i) {
        const bool begins = !continues(text.text[i]);
        if (text.text[i] == ' ') {
            end();
            first = character + 1;
        } else {
            written += text.text[i];
        }
        character += begins ? 1 : 0;
    }
    end();
    return words;
}

std::vector<TimedWord> wordsWithoutTimes(const std::string& text)
{
    return alignedWords({text, {}}, 0.0);
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// What is done to reference and hypothesis before their errors are counted. A rate means nothing without the
// name of its normaliser, so every output carries it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace steerscope {

enum class TextNormalizer {
    None, // texts as they are
    // The rules of Whisper's BasicTextNormalizer: lower case; what stands in brackets removed; marks, symbols
    // and punctuation become spaces after NFKC; one space between words.
    Basic,
    // The rules of Whisper's EnglishTextNormalizer: contractions written out, fillers removed, number words
    // as digits ("twenty two dollars" -> "$22"), titles written out, American spelling. Written anew from
    // those rules; the spelling list is shorter than Whisper's 1,739 words (english_spelling.h).
    WhisperEnglish,
};

const char* textNormalizerName(TextNormalizer normalizer); // "none", "basic", "whisper-english"
std::optional<TextNormalizer> textNormalizerFromName(std::string_view name);

// text: any bytes (broken characters become U+FFFD). No spaces at the ends of the result, except for None.
std::string normalizeText(TextNormalizer normalizer, std::string_view text);

} // namespace steerscope

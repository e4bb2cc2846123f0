// SPDX-License-Identifier: MIT
#include "core/text/text_normalizer.h"

#include "core/text/english_normalizer.h"
#include "core/text/text_cleaning.h"
#include "core/text/unicode.h"

namespace steerscope {

const char* textNormalizerName(TextNormalizer normalizer)
{
    switch (normalizer) {
    case TextNormalizer::None:
        return "none";
    case TextNormalizer::Basic:
        return "basic";
    case TextNormalizer::WhisperEnglish:
        return "whisper-english";
    }
    return "";
}

std::optional<TextNormalizer> textNormalizerFromName(std::string_view name)
{
    for (const auto normalizer :
        {TextNormalizer::None, TextNormalizer::Basic, TextNormalizer::WhisperEnglish})
        if (name == textNormalizerName(normalizer))
            return normalizer;
    return std::nullopt;
}

std::string normalizeText(TextNormalizer normalizer, std::string_view text)
{
    const std::string whole = unicode::repaired(text);
    switch (normalizer) {
    case TextNormalizer::None:
        return whole;
    case TextNormalizer::Basic:
        return singleSpaced(lowerCased(withoutSymbols(withoutBracketed(lowerCased(whole)))));
    case TextNormalizer::WhisperEnglish:
        return normalizedEnglish(whole);
    }
    return whole;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/training/tasks/prefix.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace steerscope {

namespace {

constexpr std::string_view kVowels = "aeiouy";
constexpr std::string_view kConsonants = "bcdfghjklmnpqrstvwxz";

} // namespace

PrefixMaker::PrefixMaker(std::shared_ptr<const Tokenizer> tokenizer, const PrefixConfig& config, int silence)
    : m_tokenizer(std::move(tokenizer))
    , m_config(config)
    , m_silence(silence)
{
    if (const std::vector<int> own = m_tokenizer->encode("<|silence|>"); own.size() == 1)
        m_silence = own.front();
    for (const char& c : kVowels)
        m_vowels.push_back(characterToken({&c, 1}));
    for (const char& c : kConsonants)
        m_consonants.push_back(characterToken({&c, 1}));
}

int PrefixMaker::characterToken(std::string_view character) const
{
    const std::vector<int> ids = m_tokenizer->encode(character);
    return ids.empty() ? m_silence : ids.front(); // a character of several byte tokens is known by its first
}

// A vowel for a vowel, a consonant for a consonant: what listeners and models confuse.
int PrefixMaker::exchanged(int token, PositionRandom& random) const
{
    const bool vowel = std::find(m_vowels.begin(), m_vowels.end(), token) != m_vowels.end();
    const std::vector<int>& kind = vowel ? m_vowels : m_consonants;
    return kind[random.below(static_cast<int>(kind.size()))];
}

std::vector<PrefixPosition> PrefixMaker::make(std::string_view text, PositionRandom& random) const
{
    const double damage = random.uniform(0.0, 2.0);
    const double speed = random.uniform(0.7, 1.3); // of the whole sentence
    std::vector<PrefixPosition> positions;
    const auto put = [&](int token, bool blurred) {
        PrefixPosition position{token, token, 1.0F, static_cast<float>(damage * m_config.noise)};
        if (blurred) {
            position.second = random.chance(0.5) ? exchanged(token, random) : m_silence;
            position.firstWeight = static_cast<float>(1.0 - random.uniform(0.0, m_config.blur));
        }
        positions.push_back(position);
    };
    const auto silence = [&](double most) {
        const int count = static_cast<int>(random.uniform(0.0, most + 1.0));
        for (int i = 0; i < count; ++i)
            put(m_silence, false);
    };
    const auto character = [&](int token) {
        const double stretch = speed * random.uniform(m_config.stretchLow, m_config.stretchHigh);
        const int count = std::max(1, static_cast<int>(std::lround(stretch)));
        for (int i = 0; i < count; ++i)
            put(i > 0 && random.chance(m_config.silence) ? m_silence : token, true);
    };

    silence(m_config.edgeHigh);
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            ++end;
        const int token = characterToken(text.substr(i, end - i));
        i = end;
        if (random.chance(damage * m_config.insert))
            character(exchanged(token, random));
        if (random.chance(damage * m_config.drop))
            continue;
        character(random.chance(damage * m_config.exchange) ? exchanged(token, random) : token);
    }
    silence(m_config.edgeHigh);
    return positions;
}

} // namespace steerscope

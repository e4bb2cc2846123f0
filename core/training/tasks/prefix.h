// SPDX-License-Identifier: MIT
// The audio-like prefix of the language task (docs/training.md): a sentence as a stretched, damaged row of
// its characters. No torch in this header.
#pragma once

#include "core/text/tokenizer.h"
#include "core/training/config/train_config.h"
#include "core/training/data/random.h"

#include <memory>
#include <string_view>
#include <vector>

namespace steerscope {

// One position: the mixture of two tokens' embeddings, and noise.
struct PrefixPosition {
    int first = 0;
    int second = 0;
    float firstWeight = 1.0F; // the second has the rest
    float noise = 0.0F; // deviation, relative to the embeddings' own
};

class PrefixMaker {
public:
    // Silence is the token `<|silence|>` where the tokenizer has it, else its end token `silence`.
    PrefixMaker(std::shared_ptr<const Tokenizer> tokenizer, const PrefixConfig& config, int silence);

    // How damaged it is varies from sentence to sentence: from not at all to twice what the configuration
    // says.
    std::vector<PrefixPosition> make(std::string_view text, PositionRandom& random) const;

private:
    int characterToken(std::string_view character) const;
    int exchanged(int token, PositionRandom& random) const;

    std::shared_ptr<const Tokenizer> m_tokenizer;
    PrefixConfig m_config;
    int m_silence;
    std::vector<int> m_vowels, m_consonants;
};

} // namespace steerscope

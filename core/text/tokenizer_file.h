// SPDX-License-Identifier: MIT
// What a tokenizer.json of byte-level BPE says, checked: sizes are bounded, ids unique and in range, merges
// made of tokens that exist, and every part is one that this tokenizer knows.
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/bpe.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace steerscope {

struct StringHash { // lets a map be asked with views
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct TokenizerDescription {
    std::unordered_map<std::string, int, StringHash, std::equal_to<>>
        vocabulary; // in the byte alphabet (byte_alphabet.h)
    std::vector<BpeMerges::Merge> merges; // by rank
    bool ignoreMerges = false; // a piece that is a token as a whole is not taken apart (Llama 3)
    std::vector<AddedToken> addedTokens;
    bool nfc = false;
    std::vector<std::string> splits; // regular expressions applied in turn; matches and gaps are pieces
    int idLimit = 0; // largest id + 1
};

// Throws Failure(Model) that names the file, the part and what is wrong with it.
TokenizerDescription readTokenizerFile(const std::filesystem::path& file);

} // namespace steerscope

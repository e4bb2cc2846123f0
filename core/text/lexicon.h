// SPDX-License-Identifier: MIT
// A pronunciation dictionary in cmudict's format, immutable after loading: a line "word PH PH ...", further
// pronunciations as "word(2) PH ...", comments from ";;;" at a line's beginning or " #" inside it.
#pragma once

#include "core/text/phones.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace steerscope {

using Pronunciation = std::vector<PhoneId>;

class Lexicon {
public:
    // Stress digits on vowels are dropped, pronunciations that are then the same kept once; words are
    // lower-cased. Throws Failure(Input) that names file and line: an unknown phone, a word without phones,
    // a word given twice, a further pronunciation before the first, bad UTF-8.
    static Lexicon load(const std::filesystem::path& file);
    static Lexicon read(std::istream& stream, const std::string& name); // name: for the messages

    // In the file's order; empty for a word that is not there. word: in small letters.
    const std::vector<Pronunciation>& pronunciations(std::string_view word) const;
    std::size_t size() const { return m_words.size(); } // words

private:
    struct Hash { // lets the map be asked with views
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::vector<Pronunciation>, Hash, std::equal_to<>> m_words;
};

} // namespace steerscope

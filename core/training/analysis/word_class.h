// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace steerscope::analysis {

// A coarse part of speech of English words: closed classes by list (articles, pronouns, prepositions,
// conjunctions, auxiliaries and their contractions), number words, and everything else.
enum class WordClass { Function, Content, Number };

inline const std::vector<std::string> kWordClassNames{"function", "content", "number"};

// word: lower case.
WordClass wordClass(std::string_view word);

} // namespace steerscope::analysis

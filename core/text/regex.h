// SPDX-License-Identifier: MIT
// Regular expressions, those of foreign files among them, run by PCRE2 with bounds on pattern size, nesting,
// steps and memory: a pattern that would hang ends in a Failure. Unicode properties as in Oniguruma, which
// wrote the files. Immutable; safe to use from several threads.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct pcre2_real_code_8;

namespace steerscope {

class Regex {
public:
    // Throws Failure(Model) with the pattern and what is wrong with it.
    explicit Regex(const std::string& pattern);

    // The matches from left to right, empty ones left out. text: valid UTF-8. Throws Failure(Model) when a
    // bound is reached.
    void forEachMatch(
        std::string_view text, const std::function<void(std::size_t begin, std::size_t end)>& visit) const;

    // Every match replaced; $1 in the replacement is the first group. Throws as forEachMatch().
    std::string replaced(std::string_view text, std::string_view replacement) const;

private:
    struct Free {
        void operator()(pcre2_real_code_8* code) const;
    };
    std::string m_pattern;
    std::unique_ptr<pcre2_real_code_8, Free> m_code;
};

} // namespace steerscope

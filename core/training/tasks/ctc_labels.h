// SPDX-License-Identifier: MIT
// What a CTC head writes: characters, label i + 1 being character i, label 0 the blank. No torch in this
// header.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

class CtcLabels {
public:
    // The characters (code points) of these texts, in order of their code points.
    static CtcLabels of(const std::vector<std::string>& texts);
    explicit CtcLabels(std::vector<std::string> characters);

    const std::vector<std::string>& characters() const { return m_characters; }
    int size() const { return static_cast<int>(m_characters.size()) + 1; } // with the blank
    // Characters that are no label are left out.
    std::vector<std::int64_t> encode(std::string_view text) const;
    // best: the likeliest label of each frame. Repeats are joined, blanks left out.
    std::string collapse(const std::vector<std::int64_t>& best) const;

private:
    std::vector<std::string> m_characters;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Where two texts differ, word by word, for showing them beside each other.
#pragma once

#include "core/text/alignment.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace steerscope {

struct TextRange { // bytes
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const TextRange&) const = default;
};

// A run of words. Ranges reach from the first word's beginning to the last one's end; where a run has no
// words the range is empty and stands where they would be.
struct DiffRun {
    EditKind kind = EditKind::Equal; // Deleted: only before; Inserted: only after
    TextRange before;
    TextRange after;

    bool operator==(const DiffRun&) const = default;
};

// before, after: valid UTF-8. The runs in order; they cover all words of both.
std::vector<DiffRun> diffWords(std::string_view before, std::string_view after);

} // namespace steerscope

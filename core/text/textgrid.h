// SPDX-License-Identifier: MIT
// Praat's TextGrid: tiers of labelled intervals or points over one stretch of time, in seconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

struct TextGridInterval {
    double start = 0.0;
    double end = 0.0; // of a point: the start
    std::string text;
};

struct TextGridTier {
    std::string name;
    bool points = false;
    std::vector<TextGridInterval> intervals;
};

struct TextGrid {
    double start = 0.0;
    double end = 0.0;
    std::vector<TextGridTier> tiers;
};

// Praat's long text form, UTF-8. Praat wants intervals that fill the whole stretch without overlaps: gaps get
// empty ones; one that overlaps begins where the one before it ends; each is a millisecond long at least,
// and the stretch ends late enough for all of them.
std::string textGridText(const TextGrid& grid);

// Praat's long and short text forms, in UTF-8 or, with a byte order mark, UTF-16. name: for the messages.
// Throws Failure(Input) with what is wrong and the line.
TextGrid parseTextGrid(std::string_view bytes, const std::string& name);

} // namespace steerscope

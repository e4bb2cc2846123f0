// SPDX-License-Identifier: MIT
// Forced alignment under CTC: which frame belongs to which character of a text that is known.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace steerscope {

struct CtcAlignment {
    std::vector<int> frames; // [T] index into the target, -1 for the blank
    double logProbability = 0.0; // of this path, natural log
};

// The likeliest of all paths that write the target: every frame the blank or a label, repeats joined, a blank
// between equal neighbours. logProbabilities [T, V], natural log; target: labels other than the blank.
// nullopt where no path is possible: too few frames, or a label of probability 0 throughout. Viterbi's method
// over the 2U+1 states "blank, u1, blank, u2, ..., blank", O(T U).
std::optional<CtcAlignment> alignCtc(
    std::span<const float> logProbabilities, int labels, std::span<const int> target, int blank = 0);

// [begin, end) in frames of every target position; blanks between two characters go half to each.
struct FrameSpan {
    int begin = 0;
    int end = 0;
};
std::vector<FrameSpan> characterSpans(const CtcAlignment& alignment, int targets);

} // namespace steerscope

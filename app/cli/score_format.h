// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/line_pairs.h"
#include "core/text/error_rate.h"
#include "core/text/text_normalizer.h"

#include <string>
#include <vector>

namespace steerscope::cli {

struct LineScore {
    LinePair texts; // normalised
    std::vector<EditRun> alignment; // of words
    ErrorCounts words;
    ErrorCounts characters;
};

struct Score {
    TextNormalizer normalizer = TextNormalizer::None;
    ErrorCounts words; // over all lines
    ErrorCounts characters;
    std::vector<LineScore> lines;
    bool details = false;
};

// A column a word: reference above hypothesis, "***" where one side has none, and what happened below.
std::string alignmentText(const LineScore& line);

std::string scoreTable(const Score& score);
std::string scoreJson(const Score& score);

} // namespace steerscope::cli

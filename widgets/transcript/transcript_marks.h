// SPDX-License-Identifier: MIT
// What is written about a transcript and where it is marked. Positions count UTF-16 units, as Qt's texts do.
#pragma once

#include "core/base/transcript.h"

#include <QString>

#include <vector>

namespace steerscope {

struct TextMark {
    int begin = 0;
    int end = 0; // one past

    bool operator==(const TextMark&) const = default;
};

// Words of either text that the other has not, or has otherwise.
struct Differences {
    std::vector<TextMark> before;
    std::vector<TextMark> after;
    int words = 0; // how many words of both are touched, a replaced one counted once
};
Differences differences(const QString& before, const QString& after);

struct TokenMark {
    TextMark at; // in the segment's text
    double probability = 1.0; // of the model's own distribution
    double logprob = 0.0;
};
// The tokens that wrote the segment's text; those that wrote nothing visible are left out. Empty when text
// and tokens do not belong together.
std::vector<TokenMark> tokenMarks(const Segment& segment);

// "0.42"; from one minute on "1:02.05", from one hour on "1:00:02.05".
QString formatTime(double seconds);
// "87.3 %"
QString formatProbability(double probability);
// The geometric mean and the least sure token of all: "Mean 93.1 %, least sure: tree 41.0 %"; empty without
// tokens.
QString probabilitySummary(const std::vector<Segment>& segments);

} // namespace steerscope

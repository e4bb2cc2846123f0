// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace steerscope {

struct Token {
    int id = 0;
    std::string text; // whole UTF-8 characters this token completed; may be empty
    double logprob = 0.0; // natural log, of the model's own distribution (before temperature, top-k, top-p)
};

// One audio window's text. Seconds in the recording.
struct Segment {
    double start = 0.0;
    double end = 0.0;
    std::string text;
    std::vector<Token> tokens;
};

struct Transcript {
    std::vector<Segment> segments;

    // Segment texts joined by single spaces where neither side has one; empty segments add nothing.
    std::string text() const;
};

} // namespace steerscope

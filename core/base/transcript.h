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

// Seconds in the recording.
struct TimedWord {
    std::string text;
    double start = 0.0;
    double end = 0.0;
    double score = 1.0; // 0..1, how sure it is
    bool aligned = true; // false: it could not be found in the sound; start and end say nothing
};

// Where the times of words come from.
enum class WordSource {
    None, // there are none
    Ctc, // the CTC head beside the encoder
    Imported, // a file
};

const char* wordSourceName(WordSource source); // "none", "ctc", "imported"

// One audio window's text. Seconds in the recording.
struct Segment {
    double start = 0.0;
    double end = 0.0;
    std::string text;
    std::vector<Token> tokens;
    std::vector<TimedWord> words = {}; // of the text, in order; empty where nobody asked, or nothing can tell
    WordSource wordSource = WordSource::None;
};

struct Transcript {
    std::vector<Segment> segments;

    // Segment texts joined by single spaces where neither side has one; empty segments add nothing.
    std::string text() const;
    // The words that have been found, of all segments.
    std::vector<TimedWord> alignedWords() const;
    WordSource wordSource() const; // of the first segment that has one
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/pipeline/word_times_p.h"

#include "core/text/aligned_text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>

namespace steerscope {

namespace {

std::string lowered(std::string text) // the labels of a head are lower case
{
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// CTC hears a character somewhere inside it, so a word is longer than from its first heard character to its
// last. Measured on 235 words of 17 speakers, joined with gaps of 0.02 to 0.4 s: 60 ms on each side leave the
// smallest error (docs/steering-and-analysis.md).
constexpr double kReach = 0.06; // s

// At most to the middle of what lies between two words.
void reachOut(std::vector<TimedWord>& words, const WindowSpan& span)
{
    double before = span.start; // end of the word before, as heard
    TimedWord* last = nullptr;
    for (TimedWord& word : words) {
        if (!word.aligned)
            continue;
        const double middle = last ? (before + word.start) / 2.0 : span.start;
        before = word.end;
        word.start = std::max(word.start - kReach, middle);
        if (last)
            last->end = std::min(last->end + kReach, middle);
        last = &word;
    }
    if (last)
        last->end = std::min(last->end + kReach, span.end);
}

} // namespace

std::vector<TimedWord> wordTimes(const CtcReader& reader, const at::Tensor& encoded, const std::string& text,
    const WindowSpan& span, double windowSeconds)
{
    const at::Tensor hidden = encoded.to(at::kCPU, at::kFloat).contiguous();
    const auto all = static_cast<int>(hidden.numel() / reader.width());
    const double frameSeconds = windowSeconds / all;
    const int frames
        = std::min(all, static_cast<int>(std::ceil((span.end - span.start) / frameSeconds - 1e-6)));
    const auto aligned = reader.align(lowered(text),
        {hidden.const_data_ptr<float>(), static_cast<std::size_t>(hidden.numel())}, frames, frameSeconds);
    std::vector<TimedWord> words = aligned ? alignedWords(*aligned, span.start) : wordsWithoutTimes(text);
    std::size_t at = 0; // the text's own spelling
    for (TimedWord& word : words) {
        at = text.find_first_not_of(' ', at);
        word.text = text.substr(at, word.text.size());
        at += word.text.size();
        word.end = std::min(word.end, span.end);
    }
    reachOut(words, span);
    return words;
}

} // namespace steerscope

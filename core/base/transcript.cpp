// SPDX-License-Identifier: MIT
#include "core/base/transcript.h"

namespace steerscope {

std::string Transcript::text() const
{
    std::string joined;
    for (const Segment& segment : segments) {
        if (segment.text.empty())
            continue;
        if (!joined.empty() && joined.back() != ' ' && segment.text.front() != ' ')
            joined += ' ';
        joined += segment.text;
    }
    return joined;
}

std::vector<TimedWord> Transcript::alignedWords() const
{
    std::vector<TimedWord> words;
    for (const Segment& segment : segments)
        for (const TimedWord& word : segment.words)
            if (word.aligned)
                words.push_back(word);
    return words;
}

WordSource Transcript::wordSource() const
{
    for (const Segment& segment : segments)
        if (segment.wordSource != WordSource::None)
            return segment.wordSource;
    return WordSource::None;
}

const char* wordSourceName(WordSource source)
{
    switch (source) {
    case WordSource::Ctc:
        return "ctc";
    case WordSource::Imported:
        return "imported";
    case WordSource::None:
        break;
    }
    return "none";
}

} // namespace steerscope

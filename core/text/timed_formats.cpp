// SPDX-License-Identifier: MIT
#include "core/text/timed_formats.h"

#include "core/text/seconds.h"
#include "core/text/text_cleaning.h"
#include "core/text/textgrid.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <utility>

namespace steerscope {
namespace {

std::string oneLine(const std::string& text)
{
    return singleSpaced(unicode::repaired(text));
}

// As one field of a line whose fields stand between blanks.
std::string oneField(const std::string& text)
{
    std::string field = oneLine(text);
    std::replace(field.begin(), field.end(), ' ', '_');
    return field;
}

std::string label(double start, double end, const std::string& text)
{
    const std::string words = oneLine(text);
    return words.empty() ? words : secondsText(start) + '\t' + secondsText(end) + '\t' + words + '\n';
}

} // namespace

std::string transcriptTextGrid(const Transcript& transcript, const std::vector<TimedWord>& words)
{
    TextGrid grid;
    TextGridTier segmentTier{"segments", false, {}};
    for (const Segment& segment : transcript.segments) {
        grid.end = std::max(grid.end, segment.end);
        if (std::string text = oneLine(segment.text); !text.empty())
            segmentTier.intervals.push_back({segment.start, segment.end, std::move(text)});
    }
    TextGridTier wordTier{"words", false, {}};
    for (const TimedWord& word : words)
        if (std::string text = oneLine(word.text); !text.empty())
            wordTier.intervals.push_back({word.start, word.end, std::move(text)});
    grid.tiers.push_back(std::move(segmentTier));
    if (!wordTier.intervals.empty())
        grid.tiers.push_back(std::move(wordTier));
    return textGridText(grid);
}

std::string audacityLabels(const Transcript& transcript, const std::vector<TimedWord>& words)
{
    std::string text;
    if (words.empty())
        for (const Segment& segment : transcript.segments)
            text += label(segment.start, segment.end, segment.text);
    for (const TimedWord& word : words)
        text += label(word.start, word.end, word.text);
    return text;
}

std::string ctm(const std::vector<TimedWord>& words, const std::string& recording)
{
    std::string text;
    for (const TimedWord& word : words)
        if (const std::string field = oneField(word.text); !field.empty())
            text += oneField(recording) + " 1 " + secondsText(word.start) + ' '
                + secondsText(word.end - word.start) + ' ' + field + ' ' + secondsText(word.score) + '\n';
    return text;
}

} // namespace steerscope

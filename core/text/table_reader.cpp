// SPDX-License-Identifier: MIT
#include "core/text/table_reader.h"

#include "core/text/seconds.h"
#include "core/text/text_cleaning.h"
#include "core/text/text_lines.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace steerscope {
namespace {

// "START TAB END TAB TEXT"
std::optional<Segment> rowOf(std::string_view line, double unitsPerSecond)
{
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const auto start = secondsFromText(line.substr(0, first));
    const auto end = secondsFromText(line.substr(first + 1, second - first - 1));
    if (!start || !end || *end < *start)
        return std::nullopt;
    return Segment{*start / unitsPerSecond, *end / unitsPerSecond, singleSpaced(line.substr(second + 1)), {}};
}

} // namespace

TimedTranscript ofWords(std::vector<TimedWord> words)
{
    if (words.empty())
        return {};
    std::stable_sort(
        words.begin(), words.end(), [](const TimedWord& a, const TimedWord& b) { return a.start < b.start; });
    Segment segment;
    segment.start = words.front().start;
    for (const TimedWord& word : words) {
        segment.end = std::max(segment.end, word.end);
        segment.text += (segment.text.empty() ? "" : " ") + word.text;
    }
    return {{{std::move(segment)}}, std::move(words)};
}

Transcript parseTxt(std::string_view text, const std::string& name)
{
    Transcript transcript;
    TextLines lines(text, name);
    while (const auto line = lines.next())
        if (std::string words = singleSpaced(*line); !words.empty())
            transcript.segments.push_back({0.0, 0.0, std::move(words), {}});
    return transcript;
}

Transcript parseTsv(std::string_view text, const std::string& name)
{
    Transcript transcript;
    TextLines lines(text, name);
    if (lines.next() != "start\tend\ttext")
        lines.fail("the header is not 'start, end, text'", "give a table as Whisper writes it");
    while (const auto line = lines.next()) {
        auto row = rowOf(*line, 1000.0);
        if (!row)
            lines.fail("the line is not two times and a text", "write milliseconds, tabs between columns");
        transcript.segments.push_back(std::move(*row));
    }
    return transcript;
}

Transcript parseAudacity(std::string_view text, const std::string& name)
{
    Transcript transcript;
    TextLines lines(text, name);
    while (const auto line = lines.next()) {
        if (line->empty() || line->starts_with('\\')) // a label's range of frequencies
            continue;
        auto row = rowOf(*line, 1.0);
        if (!row)
            lines.fail("the line is not two times and a label", "give labels as Audacity exports them");
        transcript.segments.push_back(std::move(*row));
    }
    return transcript;
}

TimedTranscript parseCtm(std::string_view text, const std::string& name)
{
    constexpr const char* kRemedy = "write lines like: recording 1 0.25 0.5 word 0.9";
    std::vector<TimedWord> words;
    std::string recording;
    TextLines lines(text, name);
    while (const auto line = lines.next()) {
        const std::vector<std::string_view> fields = unicode::words(*line);
        if (fields.empty() || line->starts_with(";;"))
            continue;
        if (fields.size() != 5 && fields.size() != 6)
            lines.fail("the line has not five or six fields", kRemedy);
        const auto start = secondsFromText(fields[2]);
        const auto duration = secondsFromText(fields[3]);
        const bool scored = fields.size() == 6 && fields[5] != "NA";
        const auto score = scored ? secondsFromText(fields[5]) : std::optional(1.0);
        if (!start || !duration || !score)
            lines.fail("start, duration or score is no number from 0 up", kRemedy);
        const std::string whose = std::string(fields[0]) + " channel " + std::string(fields[1]);
        if (!recording.empty() && whose != recording)
            lines.fail("the file is about more than one recording: " + recording + ", " + whose,
                "take the lines of one recording and channel");
        recording = whose;
        words.push_back({std::string(fields[4]), *start, *start + *duration, *score});
    }
    return ofWords(std::move(words));
}

bool isLabelTrack(std::string_view text)
{
    const std::string name;
    TextLines lines(text, name);
    std::size_t labels = 0;
    while (const auto line = lines.next()) {
        if (!rowOf(*line, 1.0))
            return false;
        ++labels;
    }
    return labels > 0;
}

} // namespace steerscope

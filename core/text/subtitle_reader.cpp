// SPDX-License-Identifier: MIT
#include "core/text/subtitle_reader.h"

#include "core/text/regex.h"
#include "core/text/text_cleaning.h"
#include "core/text/text_lines.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

namespace steerscope {
namespace {

constexpr const char* kRemedy = "write times like 00:00:01.500 --> 00:00:02.000 (SRT: a comma for the point)";

bool allDigits(std::string_view text)
{
    return !text.empty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "[H...H:]MM:SS.mmm", a comma in SRT.
std::optional<double> timeOf(std::string_view text)
{
    std::array<std::string_view, 4> fields{}; // hours, minutes, seconds, milliseconds
    const std::size_t point = text.find_first_of(".,");
    if (point == std::string_view::npos)
        return std::nullopt;
    fields[3] = text.substr(point + 1);
    text = text.substr(0, point);
    for (std::size_t field = 2; field > 0 && !text.empty(); --field) {
        const std::size_t colon = text.rfind(':');
        fields[field] = text.substr(colon == std::string_view::npos ? 0 : colon + 1);
        text = text.substr(0, colon == std::string_view::npos ? 0 : colon);
    }
    fields[0] = text.empty() ? std::string_view("0") : text;
    const bool shape = fields[0].size() <= 6 && fields[1].size() == 2 && fields[2].size() == 2
        && fields[3].size() == 3 && std::all_of(fields.begin(), fields.end(), allDigits);
    if (!shape || fields[1] > "59" || fields[2] > "59")
        return std::nullopt;
    std::array<long, 4> numbers{};
    for (std::size_t i = 0; i < fields.size(); ++i)
        numbers[i] = std::strtol(std::string(fields[i]).c_str(), nullptr, 10);
    const long all = ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * 1000 + numbers[3]; // ms
    return static_cast<double>(all) / 1000.0;
}

// "A --> B", in SRT and WebVTT perhaps with where to show it.
Segment timesOf(std::string_view line, const TextLines& lines)
{
    const std::vector<std::string_view> words = unicode::words(line);
    if (words.size() < 3 || words[1] != "-->")
        lines.fail("a cue has no times", kRemedy);
    const auto start = timeOf(words[0]);
    const auto end = timeOf(words[2]);
    if (!start || !end)
        lines.fail("a cue's times cannot be read", kRemedy);
    if (*end < *start)
        lines.fail("a cue ends before it begins", kRemedy);
    Segment segment;
    segment.start = *start;
    segment.end = *end;
    return segment;
}

// The lines up to the next empty one, joined.
std::string payload(TextLines& lines)
{
    std::string text;
    while (const auto line = lines.next()) {
        if (line->empty())
            break;
        text += *line;
        text += ' ';
    }
    return text;
}

std::string characterOf(std::string_view reference) // what stands between "&" and ";"
{
    constexpr std::pair<std::string_view, std::string_view> kNamed[] = {{"amp", "&"}, {"lt", "<"},
        {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00A0"}, {"lrm", "\u200E"}, {"rlm", "\u200F"}};
    for (const auto& [name, character] : kNamed)
        if (name == reference)
            return std::string(character);
    const bool hex = reference.starts_with("#x") || reference.starts_with("#X");
    const std::string digits(reference.substr(std::min<std::size_t>(reference.size(), hex ? 2 : 1)));
    if (!reference.starts_with('#') || digits.empty() || digits.size() > 7)
        return {};
    char* end = nullptr;
    const long point = std::strtol(digits.c_str(), &end, hex ? 16 : 10);
    std::string text;
    if (*end == '\0' && point > 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF))
        unicode::append(text, static_cast<char32_t>(point));
    return text;
}

// HTML's character references; what is none stays.
std::string withoutReferences(std::string_view text)
{
    constexpr std::size_t kLongest = 10; // "&#1114111;"
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view reference = text.substr(at, kLongest);
        const std::size_t end = text[at] == '&' ? reference.find(';') : std::string_view::npos;
        const std::string character
            = end == std::string_view::npos ? std::string() : characterOf(reference.substr(1, end - 1));
        if (character.empty()) {
            result += text[at];
        } else {
            result += character;
            at += end;
        }
    }
    return result;
}

bool isBlock(std::string_view line, std::string_view name)
{
    return line.starts_with(name)
        && (line.size() == name.size() || line[name.size()] == ' ' || line[name.size()] == '\t');
}

} // namespace

Transcript parseSubRip(std::string_view text, const std::string& name)
{
    static const Regex tags(R"((?i)</?(?:[bius]|font)(?:\s[^<>]*)?>|\{\\an?\d+\})");
    Transcript transcript;
    TextLines lines(text, name);
    while (auto line = lines.next()) {
        if (unicode::trimmed(*line).empty())
            continue;
        if (allDigits(unicode::trimmed(*line))) {
            line = lines.next();
            if (!line)
                lines.fail("the file ends after a cue's number", kRemedy);
        }
        Segment segment = timesOf(*line, lines);
        segment.text = singleSpaced(tags.replaced(payload(lines), ""));
        transcript.segments.push_back(std::move(segment));
    }
    return transcript;
}

Transcript parseWebVtt(std::string_view text, const std::string& name)
{
    static const Regex tags("<[^<>]*>");
    Transcript transcript;
    TextLines lines(text, name);
    if (const auto first = lines.next(); !first || !isBlock(*first, "WEBVTT"))
        lines.fail("the file does not begin with WEBVTT", "give a WebVTT file");
    payload(lines); // what else the header holds
    while (auto line = lines.next()) {
        if (line->empty())
            continue;
        if (isBlock(*line, "NOTE") || isBlock(*line, "STYLE") || isBlock(*line, "REGION")) {
            payload(lines);
            continue;
        }
        if (line->find("-->") == std::string_view::npos) { // an identifier
            line = lines.next();
            if (!line)
                lines.fail("the file ends after a cue's identifier", kRemedy);
        }
        Segment segment = timesOf(*line, lines);
        segment.text = singleSpaced(withoutReferences(tags.replaced(payload(lines), "")));
        transcript.segments.push_back(std::move(segment));
    }
    return transcript;
}

} // namespace steerscope

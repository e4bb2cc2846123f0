// SPDX-License-Identifier: MIT
#include "core/text/transcript_format.h"

#include "core/base/error.h"
#include "core/text/text_cleaning.h"
#include "core/text/timed_formats.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace steerscope {
namespace {

long long milliseconds(double seconds)
{
    return std::llround(std::max(0.0, seconds) * 1000.0);
}

enum class Hours { Always, WhereNeeded };

std::string timestamp(double seconds, char point, Hours hours)
{
    const long long all = milliseconds(seconds);
    char buffer[64];
    const int length = std::snprintf(buffer, sizeof buffer, "%02lld:%02lld:%02lld%c%03lld", all / 3'600'000,
        all / 60'000 % 60, all / 1000 % 60, point, all % 1000);
    const std::string text(buffer, static_cast<std::size_t>(length));
    return hours == Hours::WhereNeeded && all < 3'600'000 ? text.substr(3) : text;
}

std::string oneLine(const std::string& text)
{
    return singleSpaced(unicode::repaired(text));
}

void replaceAll(std::string& text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

std::string cueText(std::string text)
{
    replaceAll(text, "&", "&amp;");
    replaceAll(text, "<", "&lt;");
    replaceAll(text, ">", "&gt;");
    return text;
}

// An arrow would be read as a time line.
std::string subRipText(std::string text)
{
    replaceAll(text, "-->", "->");
    return text;
}

std::string json(const Transcript& transcript, const std::vector<TimedWord>& words)
{
    using Json = nlohmann::ordered_json;
    Json segments = Json::array();
    for (const Segment& segment : transcript.segments) {
        Json tokens = Json::array();
        for (const Token& token : segment.tokens)
            tokens.push_back({{"id", token.id}, {"text", token.text}, {"logprob", token.logprob}});
        segments.push_back({{"start", segment.start}, {"end", segment.end}, {"text", segment.text},
            {"tokens", std::move(tokens)}});
    }
    Json whole = {{"text", transcript.text()}, {"segments", std::move(segments)}};
    for (const TimedWord& word : words)
        whole["words"].push_back(
            {{"text", word.text}, {"start", word.start}, {"end", word.end}, {"score", word.score}});
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

template <class Line> std::string lines(const Transcript& transcript, std::string text, Line&& line)
{
    int number = 0;
    for (const Segment& segment : transcript.segments)
        if (const std::string words = oneLine(segment.text); !words.empty())
            text += line(++number, segment, words);
    return text;
}

std::string srt(const Transcript& transcript)
{
    return lines(transcript, "", [](int number, const Segment& segment, const std::string& words) {
        return std::to_string(number) + '\n' + timestamp(segment.start, ',', Hours::Always) + " --> "
            + timestamp(segment.end, ',', Hours::Always) + '\n' + subRipText(words) + "\n\n";
    });
}

std::string vtt(const Transcript& transcript)
{
    return lines(transcript, "WEBVTT\n\n", [](int, const Segment& segment, const std::string& words) {
        return timestamp(segment.start, '.', Hours::WhereNeeded) + " --> "
            + timestamp(segment.end, '.', Hours::WhereNeeded) + '\n' + cueText(words) + "\n\n";
    });
}

std::string tsv(const Transcript& transcript)
{
    return lines(transcript, "start\tend\ttext\n", [](int, const Segment& segment, const std::string& words) {
        return std::to_string(milliseconds(segment.start)) + '\t' + std::to_string(milliseconds(segment.end))
            + '\t' + words + '\n';
    });
}

} // namespace

const char* transcriptFormatName(TranscriptFormat format)
{
    switch (format) {
    case TranscriptFormat::Txt:
        return "txt";
    case TranscriptFormat::Json:
        return "json";
    case TranscriptFormat::Srt:
        return "srt";
    case TranscriptFormat::Vtt:
        return "vtt";
    case TranscriptFormat::Tsv:
        return "tsv";
    case TranscriptFormat::TextGrid:
        return "textgrid";
    case TranscriptFormat::Audacity:
        return "audacity";
    case TranscriptFormat::Ctm:
        return "ctm";
    }
    return "";
}

const char* transcriptFormatEnding(TranscriptFormat format)
{
    if (format == TranscriptFormat::TextGrid)
        return "TextGrid";
    return transcriptFormatName(format == TranscriptFormat::Audacity ? TranscriptFormat::Txt : format);
}

std::optional<TranscriptFormat> transcriptFormatFromName(std::string_view name)
{
    for (const auto format : {TranscriptFormat::Txt, TranscriptFormat::Json, TranscriptFormat::Srt,
             TranscriptFormat::Vtt, TranscriptFormat::Tsv, TranscriptFormat::TextGrid,
             TranscriptFormat::Audacity, TranscriptFormat::Ctm})
        if (name == transcriptFormatName(format))
            return format;
    return std::nullopt;
}

std::string formatTranscript(const Transcript& transcript, TranscriptFormat format,
    const std::vector<TimedWord>& words, const std::string& recording)
{
    switch (format) {
    case TranscriptFormat::Txt:
        return oneLine(transcript.text()) + '\n';
    case TranscriptFormat::Json:
        return json(transcript, words);
    case TranscriptFormat::Srt:
        return srt(transcript);
    case TranscriptFormat::Vtt:
        return vtt(transcript);
    case TranscriptFormat::Tsv:
        return tsv(transcript);
    case TranscriptFormat::TextGrid:
        return transcriptTextGrid(transcript, words);
    case TranscriptFormat::Audacity:
        return audacityLabels(transcript, words);
    case TranscriptFormat::Ctm:
        if (words.empty() && !oneLine(transcript.text()).empty())
            throw Failure(ErrorCode::Usage, "the transcript has no times of words, of which a CTM is made",
                recording, "choose another format, such as srt or textgrid");
        return ctm(words, recording);
    }
    return {};
}

} // namespace steerscope

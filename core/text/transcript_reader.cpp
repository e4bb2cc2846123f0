// SPDX-License-Identifier: MIT
#include "core/text/transcript_reader.h"

#include "core/base/error.h"
#include "core/text/subtitle_reader.h"
#include "core/text/table_reader.h"
#include "core/text/text_cleaning.h"
#include "core/text/textgrid.h"
#include "core/text/unicode.h"

#include <fstream>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

namespace steerscope {
namespace {

bool isTier(const TextGridTier& tier, std::string_view name)
{
    return !tier.points && lowerCased(tier.name).ends_with(name);
}

TimedTranscript parseGrid(std::string_view bytes, const std::string& name)
{
    const TextGrid grid = parseTextGrid(bytes, name);
    TimedTranscript result;
    const TextGridTier* segments = nullptr;
    for (const TextGridTier& tier : grid.tiers) {
        if (!isTier(tier, "words")) {
            if (!segments && !tier.points && !isTier(tier, "phones"))
                segments = &tier;
            continue;
        }
        for (const TextGridInterval& interval : tier.intervals)
            if (std::string word = singleSpaced(interval.text); !word.empty())
                result.words.push_back({std::move(word), interval.start, interval.end, 1.0});
    }
    TimedTranscript words = ofWords(std::move(result.words));
    if (!segments)
        return words;
    for (const TextGridInterval& interval : segments->intervals)
        if (std::string text = singleSpaced(interval.text); !text.empty())
            result.transcript.segments.push_back({interval.start, interval.end, std::move(text), {}});
    result.words = std::move(words.words);
    return result;
}

TimedTranscript parseJson(std::string_view text, const std::string& name)
try {
    using Json = nlohmann::json;
    TimedTranscript result;
    const Json whole = Json::parse(text);
    for (const Json& entry : whole.at("segments")) {
        Segment segment{entry.at("start"), entry.at("end"), entry.at("text"), {}};
        const Json tokens = entry.value("tokens", Json::array());
        for (const Json& token : tokens)
            segment.tokens.push_back({token.at("id"), token.at("text"), token.at("logprob")});
        result.transcript.segments.push_back(std::move(segment));
    }
    const Json words = whole.value("words", Json::array());
    for (const Json& word : words)
        result.words.push_back({word.at("text"), word.at("start"), word.at("end"), word.value("score", 1.0)});
    return result;
} catch (const nlohmann::json::exception& problem) {
    throw Failure(ErrorCode::Input,
        std::string("the file is not a transcript in JSON (") + problem.what() + ")", name,
        "give what transcribe --format json writes");
}

TranscriptFormat formatOf(const std::filesystem::path& file, std::string_view content)
{
    std::string ending = lowerCased(file.extension().string());
    const auto format = transcriptFormatFromName(ending.empty() ? ending : ending.substr(1));
    if (format && *format != TranscriptFormat::Txt)
        return *format;
    return isLabelTrack(content) ? TranscriptFormat::Audacity : TranscriptFormat::Txt;
}

} // namespace

TimedTranscript parseTranscript(std::string_view bytes, TranscriptFormat format, const std::string& name)
{
    if (format == TranscriptFormat::TextGrid)
        return parseGrid(bytes, name);
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    const std::string text = unicode::repaired(bytes);
    switch (format) {
    case TranscriptFormat::Txt:
        return {parseTxt(text, name), {}};
    case TranscriptFormat::Json:
        return parseJson(text, name);
    case TranscriptFormat::Srt:
        return {parseSubRip(text, name), {}};
    case TranscriptFormat::Vtt:
        return {parseWebVtt(text, name), {}};
    case TranscriptFormat::Tsv:
        return {parseTsv(text, name), {}};
    case TranscriptFormat::Ctm:
        return parseCtm(text, name);
    case TranscriptFormat::Audacity:
        return {parseAudacity(text, name), {}};
    case TranscriptFormat::TextGrid:
        break;
    }
    return {};
}

TimedTranscript readTranscript(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        throw Failure(ErrorCode::Input, "the transcript cannot be read", file.string(),
            "check its name and permissions");
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad())
        throw Failure(
            ErrorCode::Input, "reading the transcript failed", file.string(), "check the disk it is on");
    return parseTranscript(content, formatOf(file, content), file.string());
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Files as this program writes them, read by praatio and webvtt-py, and files those write, read here
// (tests/data/text/HOW_MADE.md). The other cases are written by hand from the formats' descriptions.
#include "core/base/error.h"
#include "core/text/textgrid.h"
#include "core/text/transcript_reader.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(STEERSCOPE_TEST_DATA) / "text/formats";

const std::vector<std::pair<TranscriptFormat, std::string>> kWritten{{TranscriptFormat::Txt, "txt"},
    {TranscriptFormat::Srt, "srt"}, {TranscriptFormat::Vtt, "vtt"}, {TranscriptFormat::Tsv, "tsv"},
    {TranscriptFormat::TextGrid, "TextGrid"}, {TranscriptFormat::Audacity, "labels.txt"},
    {TranscriptFormat::Ctm, "ctm"}};

std::string contentOf(const std::string& name)
{
    std::ifstream stream(kFolder / name, std::ios::binary);
    REQUIRE_MESSAGE(stream, name);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TimedTranscript sample()
{
    const Json json = Json::parse(contentOf("sample.json"));
    TimedTranscript result;
    for (const Json& entry : json["segments"])
        result.transcript.segments.push_back({entry["start"], entry["end"], entry["text"], {}});
    for (const Json& word : json["words"])
        result.words.push_back({word["text"], word["start"], word["end"], word["score"]});
    return result;
}

std::string written(const TimedTranscript& sample, TranscriptFormat format)
{
    return formatTranscript(sample.transcript, format, sample.words);
}

double rounded(double seconds)
{
    return std::round(seconds * 1000.0) / 1000.0;
}

Json segmentRows(const TimedTranscript& found)
{
    Json rows = Json::array();
    for (const Segment& segment : found.transcript.segments)
        if (!segment.text.empty())
            rows.push_back({rounded(segment.start), rounded(segment.end), segment.text});
    return rows;
}

Json wordRows(const TimedTranscript& found, bool scores = false)
{
    Json rows = Json::array();
    for (const TimedWord& word : found.words) {
        rows.push_back({rounded(word.start), rounded(word.end), word.text});
        if (scores)
            rows.back().push_back(word.score);
    }
    return rows;
}

TimedTranscript parsed(const std::string& text, TranscriptFormat format)
{
    return parseTranscript(text, format, "talk");
}

std::vector<std::string> texts(const TimedTranscript& found)
{
    std::vector<std::string> all;
    for (const Segment& segment : found.transcript.segments)
        all.push_back(segment.text);
    return all;
}

// "WHAT: WHERE" of the refusal.
std::string refusal(const std::string& text, TranscriptFormat format)
{
    try {
        parsed(text, format);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Input);
        CHECK(!failure.error().remedy.empty());
        return failure.error().what + ": " + failure.error().where;
    }
    return "accepted";
}

std::string utf16(const std::string& ascii, bool bigEndian)
{
    std::string bytes = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii)
        bytes += bigEndian ? std::string{'\0', c} : std::string{c, '\0'};
    return bytes;
}

const std::string kGridHead = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n";

} // namespace

TEST_CASE("what is written is what other programs read")
{
    const Json read = Json::parse(contentOf("read.json"));
    for (const auto& [format, ending] : kWritten) {
        CAPTURE(ending);
        CHECK(written(sample(), format) == contentOf("written." + ending));
    }
    for (const char* name : {"TextGrid segments", "srt", "vtt", "tsv"})
        CHECK(read[name] == segmentRows(sample()));
    for (const char* name : {"TextGrid words", "labels"})
        CHECK(read[name] == wordRows(sample()));
    CHECK(read["ctm"] == wordRows(sample(), true));
    CHECK(read["TextGrid"] == Json({{0.0, 3661.125, ""}}));
}

TEST_CASE("what is written is read again")
{
    for (const TranscriptFormat format : {TranscriptFormat::Srt, TranscriptFormat::Vtt, TranscriptFormat::Tsv,
             TranscriptFormat::TextGrid, TranscriptFormat::Json})
        CHECK(segmentRows(parsed(written(sample(), format), format)) == segmentRows(sample()));
    for (const TranscriptFormat format : {TranscriptFormat::TextGrid, TranscriptFormat::Json})
        CHECK(wordRows(parsed(written(sample(), format), format)) == wordRows(sample()));
    const TimedTranscript ctm = parsed(written(sample(), TranscriptFormat::Ctm), TranscriptFormat::Ctm);
    REQUIRE(ctm.transcript.segments.size() == 1);
    CHECK(wordRows(ctm, true) == wordRows(sample(), true));
    CHECK(ctm.transcript.segments[0].text == sample().transcript.text());
    CHECK(segmentRows(readTranscript(kFolder / "written.labels.txt")) == wordRows(sample()));
    CHECK(readTranscript(kFolder / "written.txt").transcript.text() == sample().transcript.text());
}

TEST_CASE("what other programs write is read")
{
    for (const char* name :
        {"foreign.long.TextGrid", "foreign.short.TextGrid", "foreign.vtt", "foreign.srt"}) {
        CAPTURE(name);
        TimedTranscript expected = sample();
        if (std::string(name) == "foreign.srt") // webvtt-py takes it for a tag there
            expected.transcript.segments[0].text = "Left, \"stop\" & na\u00efve";
        const TimedTranscript found = readTranscript(kFolder / name);
        CHECK(segmentRows(found) == segmentRows(expected));
        if (std::string(name).ends_with("TextGrid"))
            CHECK(wordRows(found) == wordRows(expected));
    }
}

TEST_CASE("srt: endings, marks, missing numbers, tags and places are no trouble")
{
    const TimedTranscript found
        = parsed("\xEF\xBB\xBF"
                 "1\r\n00:00:01,500 --> 00:00:02,000 X1:5 X2:9\r\n<i>one</i>\r\ntwo\r\n\r\n"
                 "\r\n00:00:03.000 --> 100:00:04.000\r\n{\\an8}three <3 <font color=\"red\">4</font>\r\n\r\n"
                 "7\r\n00:00:05,000 --> 00:00:05,000\r\n",
            TranscriptFormat::Srt);
    CHECK(texts(found) == std::vector<std::string>{"one two", "three <3 4", ""});
    CHECK(found.transcript.segments[0].start == 1.5);
    CHECK(found.transcript.segments[1].end == 360004.0);
    const auto said = [](const std::string& text) { return refusal(text, TranscriptFormat::Srt); };
    CHECK(said("1\nhello\n") == "a cue has no times: talk, line 2");
    CHECK(said("1\n\n2\n") == "a cue has no times: talk, line 2");
    CHECK(said("1") == "the file ends after a cue's number: talk, line 1");
    for (const char* time :
        {"00:00:60,000", "00:60:00,000", "0:0:1,000", "00:00:01,5", "00:00:01", "x", "1,000", "-1:00:00,000"})
        CHECK(said("1\n" + std::string(time) + " --> 99:00:02,000\nx\n")
            == "a cue's times cannot be read: talk, line 2");
    CHECK(said("1\n00:00:02,000 --> 00:00:01,000\nx\n") == "a cue ends before it begins: talk, line 2");
}

TEST_CASE("vtt: notes, styles, identifiers, settings, tags and references are no trouble")
{
    const TimedTranscript found = parsed(
        "WEBVTT - a talk\nKind: captions\n\nNOTE\nno --> cue\n\nSTYLE\n::cue {}\n\nREGION\nid:x\n\n"
        "first one\n00:01.500 --> 00:02.000 align:start line:0\n<v Ann>one <00:01.700><c.loud>two</c>\n\n"
        "01:00:00.000 --> 01:00:01.000\n&lt;b&gt; &amp;amp; &nbsp;&#233;&#x6C34;&#1114111; &bad; & x;\n",
        TranscriptFormat::Vtt);
    CHECK(texts(found) == std::vector<std::string>{"one two", "<b> &amp; \u00e9\u6c34\U0010FFFF &bad; & x;"});
    CHECK(found.transcript.segments[0].start == 1.5);
    CHECK(found.transcript.segments[1].start == 3600.0);
    const auto said = [](const std::string& text) { return refusal(text, TranscriptFormat::Vtt); };
    CHECK(said("") == "the file does not begin with WEBVTT: talk, line 0");
    CHECK(said("WEBVTTX\n") == "the file does not begin with WEBVTT: talk, line 1");
    CHECK(said("WEBVTT\n\nname\nhello\n") == "a cue has no times: talk, line 4");
    CHECK(said("WEBVTT\n\n00:01.000 --> 00:0x.000\n") == "a cue's times cannot be read: talk, line 3");
}

TEST_CASE("ctm: comments, no scores and any order; one recording only")
{
    const TimedTranscript found
        = parsed(";; a comment\ntalk A 2.5 0.5 two NA\ntalk A 1 .25 one\n\ntalk A 3.00 0 x;;y 0.5\n",
            TranscriptFormat::Ctm);
    REQUIRE(found.transcript.segments.size() == 1);
    CHECK(found.transcript.segments[0].text == "one two x;;y");
    CHECK(found.transcript.segments[0].start == 1.0);
    CHECK(found.transcript.segments[0].end == 3.0);
    CHECK(wordRows(found, true)
        == Json({{1.0, 1.25, "one", 1.0}, {2.5, 3.0, "two", 1.0}, {3.0, 3.0, "x;;y", 0.5}}));
    const auto said = [](const std::string& text) { return refusal(text, TranscriptFormat::Ctm); };
    CHECK(said("a 1 0 1\n") == "the line has not five or six fields: talk, line 1");
    CHECK(said("a 1 0 1 w 1 1\n") == "the line has not five or six fields: talk, line 1");
    for (const char* bad : {"x 1 w", "0 -1 w", "0 1 w x", "nan 1 w", "0 inf w"})
        CHECK(said("a 1 " + std::string(bad) + "\n")
            == "start, duration or score is no number from 0 up: talk, line 1");
    CHECK(said("a 1 0 1 w\na 2 0 1 w\n")
        == "the file is about more than one recording: a channel 1, a channel 2: talk, line 2");
    CHECK(parsed(";; nothing\n", TranscriptFormat::Ctm).transcript.segments.empty());
}

TEST_CASE("a ctm needs words with times")
{
    const Transcript text{{{0, 1, "left", {}}}};
    CHECK_THROWS_WITH_AS(formatTranscript(text, TranscriptFormat::Ctm, {}, "talk"),
        doctest::Contains("no times of words"), Failure);
    CHECK(formatTranscript({{{0, 1, " ", {}}}}, TranscriptFormat::Ctm).empty());
    const std::vector<TimedWord> words{{"a b", 0.25, 0.5, 0.5}, {" ", 0.5, 1.0, 1.0}};
    CHECK(formatTranscript(text, TranscriptFormat::Ctm, words, "my talk") == "my_talk 1 0.25 0.25 a_b 0.5\n");
}

TEST_CASE("tables of times and text are read, and told from plain text")
{
    CHECK(segmentRows(parsed("start\tend\ttext\n0\t1500\tleft  stop\n", TranscriptFormat::Tsv))
        == Json({{0.0, 1.5, "left stop"}}));
    CHECK(refusal("begin\n", TranscriptFormat::Tsv) == "the header is not 'start, end, text': talk, line 1");
    CHECK(refusal("start\tend\ttext\n1\t0\tx\n", TranscriptFormat::Tsv)
        == "the line is not two times and a text: talk, line 2");
    CHECK(segmentRows(parsed("0.5\t1.25\tone\n\\\t100\t200\n2\t2\ttwo\n", TranscriptFormat::Audacity))
        == Json({{0.5, 1.25, "one"}, {2.0, 2.0, "two"}}));
    CHECK(refusal("0.5 1 one\n", TranscriptFormat::Audacity)
        == "the line is not two times and a label: talk, line 1");
    CHECK(refusal("{\"segments\": [{\"start\": 0}]}", TranscriptFormat::Json).find("'end'")
        != std::string::npos);
    CHECK(refusal("[", TranscriptFormat::Json).find("not a transcript in JSON") != std::string::npos);

    const test::TemporaryFolder folder;
    const auto read = [&](const char* name, const std::string& content) {
        std::ofstream(folder.path() / name, std::ios::binary) << content;
        return readTranscript(folder.path() / name);
    };
    CHECK(segmentRows(read("labels.txt", "0\t1\ta\n1\t2\tb\n")).size() == 2);
    CHECK(texts(read("plain.txt", "0\t1\ta\nand so on\n")) == std::vector<std::string>{"0 1 a", "and so on"});
    CHECK(texts(read("none.txt", "")).empty());
    CHECK(texts(read("notes", " one \r\n\n two")) == std::vector<std::string>{"one", "two"});
    CHECK(read("UPPER.CTM", "a 1 0 1 w\n").transcript.text() == "w");
    CHECK_THROWS_AS(readTranscript(folder.path()), Failure);
    CHECK_THROWS_AS(readTranscript(folder.path() / "missing.srt"), Failure);
}

TEST_CASE("TextGrid: short and old forms, points, comments, UTF-16")
{
    const std::string grid
        = "File type = \"ooTextFile short\"\n\"TextGrid\"\n\n-0\n2.5 ! a \"comment\" 7\n<exists>\n3\n"
          "\"IntervalTier\" \"Mary - phones\" 0 2.5 1 0 2.5 \"M\"\n"
          "\"TextTier\"\n\"clicks\"\n0\n2.5\n1\n1.25\n\"a \"\"click\"\"\"\n"
          "\"IntervalTier\" \"Mary - words\" 0 2.5 3\n0 0.5 \"\" 0.5 1 \"left\" 1 2.5 \"stop\"\n";
    for (const std::string& bytes : {grid, utf16(grid, true), utf16(grid, false), "\xEF\xBB\xBF" + grid}) {
        const TextGrid found = parseTextGrid(bytes, "talk");
        CHECK(found.end == 2.5);
        REQUIRE(found.tiers.size() == 3);
        CHECK(found.tiers[1].points);
        CHECK(found.tiers[1].intervals[0].start == 1.25);
        CHECK(found.tiers[1].intervals[0].text == "a \"click\"");
        CHECK(wordRows(parsed(bytes, TranscriptFormat::TextGrid))
            == Json({{0.5, 1.0, "left"}, {1.0, 2.5, "stop"}}));
        CHECK(parsed(bytes, TranscriptFormat::TextGrid).transcript.text() == "left stop");
    }
    CHECK(parseTextGrid("\xFE\xFF"
                  + utf16("\"ooTextFile\" \"TextGrid\" 0 1 <exists> 1 \"TextTier\" \"", true).substr(2)
                  + std::string("\xD8\x3D\xDE\x42\xD8\x00", 6) + utf16("\" 0 1 0", true).substr(2),
              "talk")
              .tiers[0]
              .name
        == "\U0001F642\uFFFD");
    CHECK(parseTextGrid(kGridHead + "0 1 <absent>", "talk").tiers.empty());
    const auto said
        = [](const std::string& text) { return refusal(kGridHead + text, TranscriptFormat::TextGrid); };
    CHECK(said("xmin = 0\n") == "the file ends before the end: talk, line 5");
    CHECK(said("0 1\n1\n") == "the file does not say whether there are tiers (<exists>): talk, line 6");
    CHECK(said("0 1 <exists> 1.5") == "the number of tiers is 1.5: talk, line 4");
    CHECK(said("0 1 <exists> 99999") == "the number of tiers is 99999: talk, line 4");
    CHECK(said("0 1 <exists> 1 \"Tier\"") == "there is no tier of class 'Tier': talk, line 4");
    CHECK(said("0 1 <exists> 1 \"IntervalTier\" 5")
        == "expected a tier's name in quotes, found 5: talk, line 4");
    CHECK(said("0 1 <exists> 1 \"IntervalTier\" \"x\" 0 1 1\n1 0 \"\"")
        == "an interval ends before it begins: talk, line 5");
    CHECK(said("0 1 <exists> 1 \"IntervalTier\" \"x\" 0 1 1\n0 \"\"")
        == "expected a time, found a quoted text: talk, line 5");
    CHECK(said("0 1 <exists> 1 \"IntervalTier\" \"x") == "a quoted text does not end: talk, line 4");
    CHECK(
        refusal("hello", TranscriptFormat::TextGrid) == "the file ends before the file's type: talk, line 1");
    CHECK(refusal("\"ooTextFile\" \"Pitch 1\"", TranscriptFormat::TextGrid).find("not a TextGrid")
        != std::string::npos);
}

TEST_CASE("TextGrid: tiers are told by their names")
{
    const TextGridTier words{"words", false, {{0, 1, "a"}, {0.75, 1.5, "b"}}};
    const TextGridTier phones{"Phones", false, {{0, 1, "AH"}}};
    const TextGridTier turns{"Ann", false, {{0, 1, "A"}, {1, 2, "B"}}};
    const TextGridTier clicks{"clicks", true, {{0.5, 0.5, "click"}}};
    const auto read = [](const std::vector<TextGridTier>& tiers) {
        return parsed(textGridText({0, 3, tiers}), TranscriptFormat::TextGrid);
    };
    const TimedTranscript all = read({clicks, phones, words, turns});
    CHECK(texts(all) == std::vector<std::string>{"A", "B"});
    CHECK(wordRows(all) == Json({{0.0, 1.0, "a"}, {1.0, 1.5, "b"}})); // from where the one before ends
    CHECK(texts(read({words, phones, clicks})) == std::vector<std::string>{"a b"});
    CHECK(texts(read({turns})) == std::vector<std::string>{"A", "B"});
    CHECK(read({phones, clicks}).transcript.segments.empty());
}

TEST_CASE("TextGrid: whatever the times, intervals fill the stretch without overlaps and no text is lost")
{
    std::mt19937 generator(9);
    for (int round = 0; round < 200; ++round) {
        TextGrid grid{0.0, 2.0, {{"words", false, {}}, {"more", false, {{0.5, 1.0, "m"}}}}};
        for (unsigned i = generator() % 9; i > 0; --i) {
            const double start = static_cast<double>(generator() % 40) / 16.0;
            const double length = static_cast<double>(generator() % 5) / 16.0; // 0 too
            grid.tiers[0].intervals.push_back({start, start + length, "w" + std::to_string(i)});
        }
        const TextGrid found = parseTextGrid(textGridText(grid), "talk");
        std::size_t labelled = 0;
        for (const TextGridTier& tier : found.tiers) {
            double free = 0.0;
            for (const TextGridInterval& interval : tier.intervals) {
                CHECK(interval.start == doctest::Approx(free));
                CHECK(interval.end > interval.start);
                free = interval.end;
                labelled += !interval.text.empty();
            }
            CHECK(free == doctest::Approx(found.end));
        }
        CHECK(labelled == grid.tiers[0].intervals.size() + 1);
    }
}

TEST_CASE("a damaged file is read or refused, and nothing worse")
{
    std::mt19937 generator(4);
    for (const auto& [format, ending] : kWritten) {
        const std::string whole = contentOf("written." + ending);
        for (int round = 0; round < 100; ++round) {
            std::string damaged = whole;
            for (int i = 0; i < 3; ++i)
                damaged[generator() % damaged.size()] = static_cast<char>(generator());
            if (round % 4 == 0)
                damaged.resize(generator() % damaged.size());
            try {
                parsed(damaged, format);
            } catch (const Failure& failure) {
                CHECK(failure.error().code == ErrorCode::Input);
                CHECK(failure.error().where.find("talk, line ") == 0);
            }
        }
    }
}

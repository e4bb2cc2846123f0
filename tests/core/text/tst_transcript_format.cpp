// SPDX-License-Identifier: MIT
// Expected texts are written by hand from the formats' descriptions: SubRip, WebVTT (W3C), Whisper's TSV.
#include "core/text/transcript_format.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;

namespace {

const Transcript kTranscript{{{0.0, 1.5, " left\nstop ", {{7, " left", -0.25}}}, {1.5, 2.0, "  ", {}},
    {3599.9996, 3661.25, "a --> b & <c>", {}}}};

} // namespace

TEST_CASE("txt is the whole text on one line")
{
    CHECK(formatTranscript(kTranscript, TranscriptFormat::Txt) == "left stop a --> b & <c>\n");
    CHECK(formatTranscript({}, TranscriptFormat::Txt) == "\n");
}

TEST_CASE("srt numbers its cues, has hours and a comma, and no arrow in a text")
{
    CHECK(formatTranscript(kTranscript, TranscriptFormat::Srt)
        == "1\n00:00:00,000 --> 00:00:01,500\nleft stop\n\n"
           "2\n01:00:00,000 --> 01:01:01,250\na -> b & <c>\n\n");
}

TEST_CASE("vtt escapes what would be markup")
{
    CHECK(formatTranscript(kTranscript, TranscriptFormat::Vtt)
        == "WEBVTT\n\n00:00.000 --> 00:01.500\nleft stop\n\n"
           "01:00:00.000 --> 01:01:01.250\na --&gt; b &amp; &lt;c&gt;\n\n");
    CHECK(formatTranscript({}, TranscriptFormat::Vtt) == "WEBVTT\n\n");
}

TEST_CASE("tsv has milliseconds, and tabs only between columns")
{
    CHECK(formatTranscript(kTranscript, TranscriptFormat::Tsv)
        == "start\tend\ttext\n0\t1500\tleft stop\n3600000\t3661250\ta --> b & <c>\n");
    CHECK(formatTranscript({{{0, 1, "a\tb", {}}}}, TranscriptFormat::Tsv)
        == "start\tend\ttext\n0\t1000\ta b\n");
}

TEST_CASE("json has every segment and token")
{
    const auto json = nlohmann::json::parse(formatTranscript(kTranscript, TranscriptFormat::Json));
    CHECK(json["text"] == kTranscript.text());
    REQUIRE(json["segments"].size() == 3);
    CHECK(json["segments"][0]["text"] == " left\nstop ");
    CHECK(json["segments"][0]["tokens"][0]
        == nlohmann::json({{"id", 7}, {"text", " left"}, {"logprob", -0.25}}));
    CHECK(json["segments"][2]["end"] == 3661.25);
}

TEST_CASE("json has words where they have times, and only there")
{
    const std::vector<TimedWord> words{{"left", 0.25, 0.5, 0.75}};
    const auto json = nlohmann::json::parse(formatTranscript(kTranscript, TranscriptFormat::Json, words));
    CHECK(json["words"]
        == nlohmann::json({{{"text", "left"}, {"start", 0.25}, {"end", 0.5}, {"score", 0.75}}}));
    CHECK(!nlohmann::json::parse(formatTranscript(kTranscript, TranscriptFormat::Json)).contains("words"));
}

TEST_CASE("textgrid and labels have segments where words have no times")
{
    CHECK(formatTranscript(kTranscript, TranscriptFormat::Audacity)
        == "0\t1.5\tleft stop\n3599.9996\t3661.25\ta --> b & <c>\n");
    const std::string grid = formatTranscript(kTranscript, TranscriptFormat::TextGrid);
    CHECK(grid.find("size = 1 \nitem []:") != std::string::npos);
    CHECK(grid.find("text = \"left stop\"") != std::string::npos);
}

TEST_CASE("broken bytes make no broken file")
{
    const Transcript broken{{{0, 1, "a\xFF", {{1, "\xC3", 0.0}}}}};
    CHECK(formatTranscript(broken, TranscriptFormat::Srt).find("a\uFFFD") != std::string::npos);
    CHECK_NOTHROW(nlohmann::json::parse(formatTranscript(broken, TranscriptFormat::Json)));
}

TEST_CASE("formats are found by name")
{
    for (const char* name : {"txt", "json", "srt", "vtt", "tsv", "textgrid", "audacity", "ctm"})
        CHECK(std::string(transcriptFormatName(transcriptFormatFromName(name).value())) == name);
    CHECK(std::string(transcriptFormatEnding(TranscriptFormat::Srt)) == "srt");
    CHECK(std::string(transcriptFormatEnding(TranscriptFormat::TextGrid)) == "TextGrid");
    CHECK(std::string(transcriptFormatEnding(TranscriptFormat::Audacity)) == "txt");
    CHECK(!transcriptFormatFromName("SRT"));
}

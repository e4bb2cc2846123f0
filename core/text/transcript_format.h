// SPDX-License-Identifier: MIT
// A transcript as text for other programs. Line breaks inside a segment become spaces everywhere, and
// segments without text are left out of SRT, WebVTT and TSV. Every result ends with a line break.
#pragma once

#include "core/base/timed_transcript.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

enum class TranscriptFormat {
    Txt, // the whole text on one line, so that many recordings give line-parallel files
    Json, // {"text", "segments": [{"start", "end", "text", "tokens": [{"id", "text", "logprob"}]}]} and, with
          // words, "words": [{"text", "start", "end", "score"}]
    Srt, // SubRip: "00:00:01,500 --> 00:00:02,000"
    Vtt, // WebVTT: "00:01.500 --> 00:02.000", hours where needed; &, < and > escaped
    Tsv, // as Whisper's: start and end in milliseconds, text; a header line
    TextGrid, // Praat's, with a tier of segments and one of words (timed_formats.h)
    Audacity, // a label track
    Ctm, // NIST's: words with times
};

// "txt", "json", "srt", "vtt", "tsv", "textgrid", "audacity", "ctm"
const char* transcriptFormatName(TranscriptFormat format);
// What a file's name ends with: mostly the name, but "TextGrid" and, for Audacity, "txt".
const char* transcriptFormatEnding(TranscriptFormat format);
std::optional<TranscriptFormat> transcriptFormatFromName(std::string_view name);

// words: of all segments, with their times, where those are known. recording: its name, which CTM repeats in
// every line. Throws Failure(Usage) for a CTM of text without words.
std::string formatTranscript(const Transcript& transcript, TranscriptFormat format,
    const std::vector<TimedWord>& words = {}, const std::string& recording = "recording");

} // namespace steerscope

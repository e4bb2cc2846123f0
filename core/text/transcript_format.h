// SPDX-License-Identifier: MIT
// A transcript as text for other programs. Line breaks inside a segment become spaces everywhere, and
// segments without text are left out of SRT, WebVTT and TSV. Every result ends with a line break.
#pragma once

#include "core/base/transcript.h"

#include <optional>
#include <string>
#include <string_view>

namespace steerscope {

enum class TranscriptFormat {
    Txt, // the whole text on one line, so that many recordings give line-parallel files
    Json, // {"text", "segments": [{"start", "end", "text", "tokens": [{"id", "text", "logprob"}]}]}
    Srt, // SubRip: "00:00:01,500 --> 00:00:02,000"
    Vtt, // WebVTT: "00:01.500 --> 00:02.000", hours where needed; &, < and > escaped
    Tsv, // as Whisper's: start and end in milliseconds, text; a header line
};

const char* transcriptFormatName(TranscriptFormat format); // "txt", "json", "srt", "vtt", "tsv"
std::optional<TranscriptFormat> transcriptFormatFromName(std::string_view name);

std::string formatTranscript(const Transcript& transcript, TranscriptFormat format);

} // namespace steerscope

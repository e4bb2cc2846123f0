// SPDX-License-Identifier: MIT
// Transcripts as other programs and formatTranscript() write them, for reference and comparison. All texts
// are UTF-8, perhaps with a byte order mark; a TextGrid may be UTF-16.
#pragma once

#include "core/base/timed_transcript.h"
#include "core/text/transcript_format.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace steerscope {

// Txt: a segment a line, all times 0. Audacity: a segment a label. Ctm: of one recording and channel, all
// words in one segment. TextGrid: the words of the tier "words" (or "NAME - words") and the segments of the
// first other interval tier that is none of phones; without one, all words in one segment. Json: what
// formatTranscript() writes. name: for the messages. Throws Failure(Input) with what is wrong and the line.
TimedTranscript parseTranscript(std::string_view bytes, TranscriptFormat format, const std::string& name);

// By the file's ending, unknown ones as Txt; ".txt" is Audacity's where every line has its three columns.
// Throws Failure(Input).
TimedTranscript readTranscript(const std::filesystem::path& file);

} // namespace steerscope

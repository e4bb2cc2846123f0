// SPDX-License-Identifier: MIT
// Transcripts of one line a word, label or segment. text: UTF-8 without a byte order mark; name: for the
// messages. All parse...() throw Failure(Input) with the line.
#pragma once

#include "core/base/timed_transcript.h"

#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

Transcript parseTxt(std::string_view text, const std::string& name); // a segment a line, all times 0
Transcript parseTsv(std::string_view text, const std::string& name); // Whisper's
Transcript parseAudacity(std::string_view text, const std::string& name);
TimedTranscript parseCtm(std::string_view text, const std::string& name); // of one recording and channel

// Every line is a label of Audacity's.
bool isLabelTrack(std::string_view text);

// The words by start, and as one segment from the first to the last; no segment without words.
TimedTranscript ofWords(std::vector<TimedWord> words);

} // namespace steerscope

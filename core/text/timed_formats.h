// SPDX-License-Identifier: MIT
// A transcript for programs that look at sound. words: with their times, empty where those are not known.
#pragma once

#include "core/base/timed_transcript.h"

#include <string>
#include <vector>

namespace steerscope {

// Praat: a tier "segments" and, with words, a tier "words".
std::string transcriptTextGrid(const Transcript& transcript, const std::vector<TimedWord>& words);

// Audacity's label track: start, end and label between tabs; a label a word or, without words, a segment.
std::string audacityLabels(const Transcript& transcript, const std::vector<TimedWord>& words);

// NIST's CTM: recording, channel 1, start, duration, word, score.
std::string ctm(const std::vector<TimedWord>& words, const std::string& recording);

} // namespace steerscope

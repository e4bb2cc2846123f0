// SPDX-License-Identifier: MIT
// A transcript whose words have been found in the sound, by an aligner or by whoever wrote a file.
#pragma once

#include "core/base/transcript.h"

#include <string>
#include <vector>

namespace steerscope {

// Seconds in the recording.
struct TimedWord {
    std::string text;
    double start = 0.0;
    double end = 0.0;
    double score = 1.0; // 0..1, how sure it is
};

struct TimedTranscript {
    Transcript transcript;
    std::vector<TimedWord> words; // of all segments, by start; empty: not known
};

} // namespace steerscope

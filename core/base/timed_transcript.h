// SPDX-License-Identifier: MIT
// A transcript whose words have been found in the sound, by an aligner or by whoever wrote a file.
#pragma once

#include "core/base/transcript.h"

#include <string>
#include <vector>

namespace steerscope {

struct TimedTranscript {
    Transcript transcript;
    std::vector<TimedWord> words; // of all segments, by start; empty: not known
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Live transcription as values: where a stream of sound begins, and what is said about one utterance of it.
#pragma once

#include "core/base/gating_trace.h"
#include "core/base/transcript.h"

#include <cstdint>

namespace steerscope {

// A stream that another engine had begun (it died, or another model was loaded) goes on in the same count.
struct LiveStart {
    int utterance = 0; // number of the first one
    std::int64_t sample = 0; // 16 kHz, place of the first sample in the recording
};

// Seconds are of the recording. The trace's window is the utterance's number.
struct LiveUtterance {
    bool final = false; // else it goes on, and a later one of the same number replaces it
    GatingTrace trace;
    Segment segment; // empty text: the model hears no words
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Sound to text and gates while it is being spoken. No torch in this header.
//
// What has been heard is cut into utterances at the speaker's pauses (core/audio/utterance_cutter.h). The
// open one is transcribed again and again as it grows, a complete one once more and for good. Each is a run
// of the Transcriber over the utterance's sound alone, so the final text of an utterance is what a run over
// that stretch of the recording says.
#pragma once

#include "core/base/live.h"
#include "core/base/run.h"
#include "core/base/steering_settings.h"

#include <memory>
#include <optional>
#include <span>

namespace steerscope {

class Transcriber;

// Used by the thread that uses the Transcriber, which has to outlive it. Memory: the sound of the utterances
// that are not final yet, nothing that grows with the length of the recording.
class LiveTranscriber {
public:
    // Of the options prompt, maxTokens, sampling, seed, decode and voiceThreshold count.
    LiveTranscriber(Transcriber& transcriber, const RunOptions& options, const LiveStart& start = {});
    ~LiveTranscriber();

    // 16 kHz mono, pieces of any size. Only listens for speech, which takes a hundredth of the sound's
    // length.
    void feed(std::span<const float> samples);
    void finish(); // nothing more comes: the open utterance is complete

    // Does what is most urgent: a complete utterance, else the open one if enough has been said since or the
    // settings have changed. nullopt: nothing to do before more sound comes. Throws what Transcriber::run
    // throws; the sound is kept, so the next call tries again.
    std::optional<LiveUtterance> step(const SteeringSettings& settings, const StopFlag& stop = {});

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope

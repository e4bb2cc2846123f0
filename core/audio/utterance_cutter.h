// SPDX-License-Identifier: MIT
// Cuts sound that is still growing into utterances, from speech probabilities as they come. No model here:
// the probabilities are those of VoiceDetector (core/pipeline/voice_activity.h).
//
// Unlike speechSegments(), which sees a whole recording, nothing that was said about the past is taken back:
// an utterance opens when there is no doubt that it holds speech, its begin never moves, and once complete it
// stays as it is.
#pragma once

#include "core/audio/speech_segments.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace steerscope {

struct UtteranceRules {
    double threshold = 0.5; // a chunk with this probability or more is speech; 0.15 less goes on being it
    int minSpeechMs = 90; // so much speech opens an utterance; less is forgotten
    int pauseMs = 256; // so much quiet completes it: text is to stand half a second after it began
    int leadMs = 320; // sound before its speech that belongs to it
    int trailMs = 160; // and behind it; at most the pause
    double maxSeconds = 30.0; // one that gets longer is cut where speech was least likely, late in it
};

struct Utterance { // samples of the stream
    int number = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0; // of an open one: what has been heard
    bool complete = false;

    bool operator==(const Utterance&) const = default;
};

class UtteranceCutter {
public:
    // A stream that was begun elsewhere goes on with this number at this sample. Throws Failure(Usage) for a
    // threshold outside 0 .. 1.
    explicit UtteranceCutter(
        const UtteranceRules& rules = {}, int firstNumber = 0, std::int64_t firstSample = 0);

    // One probability a chunk (kVoiceChunk samples), in order.
    void feed(std::span<const float> probabilities);
    void finish(); // the stream has ended: what is open is complete

    std::int64_t lastSpeech() const { return m_lastSpeech; } // where the newest chunk of speech ended
    std::optional<Utterance> open() const;
    std::vector<Utterance> takeComplete(); // those since the last call, in order
    // Sound before this sample belongs to no open or later utterance.
    std::int64_t neededFrom() const;

private:
    void chunk(float probability);
    std::int64_t begin() const; // of what is being spoken, its lead included
    int speechChunks() const;
    bool opened() const;
    void complete(std::int64_t end);
    void cutTooLong();

    UtteranceRules m_rules;
    int m_number;
    std::int64_t m_floor; // end of the one before: sound belongs to one utterance only
    std::int64_t m_heard;
    std::optional<std::int64_t> m_speech; // where speech began
    std::int64_t m_lastSpeech = 0; // where its last chunk ended
    std::vector<float> m_probabilities; // since m_speech
    std::vector<Utterance> m_complete;
};

} // namespace steerscope

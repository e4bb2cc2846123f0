// SPDX-License-Identifier: MIT
// What makes the same recordings sound different each time (docs/training-data.md). Pure functions: all
// chance comes from the generator that is handed in.
#pragma once

#include "core/training/data/random.h"

#include <cstddef>
#include <span>
#include <vector>

namespace steerscope {

struct AugmentOptions { // the defaults change nothing
    double speedLow = 1.0; // factor, pitch goes with it; drawn for each utterance
    double speedHigh = 1.0;
    double gainDbLow = 0.0; // drawn for each utterance
    double gainDbHigh = 0.0;
    double noiseProbability = 0.0; // of an item to which noise is added
    double snrDbLow = 5.0; // mean power of the speech over that of the noise
    double snrDbHigh = 30.0;
    double roomProbability = 0.0; // of an item that is heard in a small room
    double concatProbability = 0.0; // of an item to which further utterances are joined
    int concatMost = 1; // so many at most, as far as the window holds them
    double concatSameSpeaker = 0.5; // probability that a joined utterance is by the first one's speaker
    double concatGapLow = 0.05; // s of silence before a joined utterance
    double concatGapHigh = 0.5;
    double leadHigh = 0.0; // s of silence before and behind an item: 0 to this
    double trailHigh = 0.0;
    double nonSpeechShare = 0.0; // of all items: silence, noise, tones, chords, clicks, with empty text
    int timeMasks = 0; // SpecAugment (Park et al. 2019), values set to the item's mean
    int timeMaskFrames = 0; // longest, 10 ms each
    double timeMaskShare = 0.2; // all time masks together cover at most this share of an item
    int freqMasks = 0;
    int freqMaskBands = 0; // widest, mel bands
    double bandLimitProbability = 0.0; // of an item that sounds like a telephone: nothing above 3.4 kHz
};

void checkAugmentation(const AugmentOptions& options); // throws Failure(Usage) that names the option

// Sample i of the result is the input at time i * speed, band-limited (windowed sinc of 24 zero crossings):
// faster is also higher, as with a tape. `count` samples, usually samples.size() / speed.
std::vector<float> changedSpeed(std::span<const float> samples, double speed, std::size_t count);

double meanPower(std::span<const float> samples); // 0 when empty

// Adds the noise, scaled so that its mean power lies snrDb below speechPower. Silent noise adds nothing.
void addNoise(std::span<float> samples, std::span<const float> noise, double speechPower, double snrDb);

// An echo: `delay` samples later, `gain` times as loud.
struct RoomTap {
    int delay = 0;
    float gain = 1.0F;
};

// A small room: direct sound, a few early echoes up to 25 ms, and a sparse tail of random signs that decays
// by 60 dB in 0.08 to 0.4 s (velvet noise: Karjalainen and Jarvelainen 2007). The echoes are 0 to 12 dB
// weaker than the direct sound; all together have the power of one sample.
std::vector<RoomTap> makeRoom(PositionRandom& random);
// The same length as before: what sounds on after the end is cut.
std::vector<float> inRoom(std::span<const float> samples, std::span<const RoomTap> room);

// Butterworth low pass of sixth order, in place.
void lowPass(std::span<float> samples, double hertz);

} // namespace steerscope

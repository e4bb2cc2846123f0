// SPDX-License-Identifier: MIT
// What is known about every frame of a recording besides its gates.
#pragma once

#include "core/text/aligned_text.h"
#include "core/text/lexicon.h"
#include "core/training/analysis/pitch.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace steerscope::analysis {

struct LabelTrack {
    std::string name; // "phone"
    std::vector<std::string> values; // what the labels stand for
    std::vector<int> labels; // [T] index into values; -1: the frame is not counted
};

// Frames of frameSeconds from the recording's beginning.
struct FrameGrid {
    double frameSeconds = 0.02;
    int frames = 0;

    double centre(int frame) const { return (frame + 0.5) * frameSeconds; }
};

// Where in the recording, in fifths.
LabelTrack positionTrack(const FrameGrid& grid);
// Level below the recording's loudest frame: 6, 12, 20, 30 dB and more.
LabelTrack energyTrack(std::span<const ProsodyFrame> prosody);
// Unvoiced, and five ranges of pitch.
LabelTrack pitchTrack(std::span<const ProsodyFrame> prosody);
// Every pair of two tracks' labels.
LabelTrack pairTrack(const LabelTrack& a, const LabelTrack& b);

// Phones of a word; empty: not in the dictionary.
using Pronounce = std::function<Pronunciation(const std::string& word)>;

// Phone, manner of articulation and class of the word at every frame; frames outside words, and words that
// the dictionary does not have, are not counted (their class is). The phones of a word are laid over its
// characters in order, n phones over m characters, so that phone i takes the time of the characters from i
// m/n to (i+1) m/n: letters and phones of English go side by side nearly enough for statistics over thousands
// of words, not for measuring a single boundary.
std::vector<LabelTrack> textTracks(
    const AlignedText& text, const Pronounce& pronounce, const FrameGrid& grid);

// The track as layers of another frame length see it: the label at each frame's centre.
LabelTrack resampled(const LabelTrack& track, const FrameGrid& from, const FrameGrid& to);

} // namespace steerscope::analysis

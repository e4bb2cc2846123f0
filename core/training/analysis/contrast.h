// SPDX-License-Identifier: MIT
// Which experts fire for one kind of audio and which for another: mean gates of both, how far they are apart,
// and how far kinds drawn by chance would be.
#pragma once

#include "core/base/gating_trace.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace steerscope::analysis {

// Gates of a layer summed over the counted frames of some recordings.
struct GateSum {
    std::vector<double> sums; // [E]
    double frames = 0.0;

    void add(const LayerTrace& layer);
    GateSum& operator+=(const GateSum& other);
    std::vector<double> mean() const; // zeros without frames
};

struct Contrast {
    std::vector<double> meanA; // [E]
    std::vector<double> meanB;
    // Jensen and Shannon's divergence of the two, nats: 0 alike, ln 2 no expert in common.
    double divergence = 0.0;
    double nullMean = 0.0;
    double pValue = 1.0; // (draws as far apart + 1) / (draws + 1)
};

// Speakers (or recordings) of two kinds; the null deals them out anew, as many to each side.
Contrast contrastGroups(
    std::span<const GateSum> a, std::span<const GateSum> b, int draws, std::uint64_t seed);

// The same recordings under two conditions (clean and noisy); the null exchanges the two of a pair by chance.
Contrast contrastPairs(std::span<const std::pair<GateSum, GateSum>> pairs, int draws, std::uint64_t seed);

double jensenShannon(std::span<const double> p, std::span<const double> q);

// Pairs (index in a, index in b) of recordings that are about equally long: the durations of a pair differ by
// less than `tolerance` of the longer. Each is used once; taken in order of length, so that the most find a
// partner.
std::vector<std::pair<std::size_t, std::size_t>> matchDurations(
    std::span<const double> a, std::span<const double> b, double tolerance);

} // namespace steerscope::analysis

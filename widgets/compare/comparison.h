// SPDX-License-Identifier: MIT
// What differs between runs, as numbers.
#pragma once

#include "core/base/kept_run.h"
#include "core/text/error_rate.h"
#include "core/text/text_normalizer.h"

#include <QString>

#include <string>
#include <vector>

namespace steerscope {

// A run, or a text from a file, to be laid beside others.
struct ComparedRun {
    QString label;
    std::string text;
    double seconds = 0.0; // the run took; 0: not a run
    std::int64_t residentBytes = 0; // of the engine; 0: not a run
    KeptGates gates; // empty: none
};

struct ComparedCounts {
    ErrorCounts words;
    ErrorCounts characters;
};
// Both texts normalised first.
ComparedCounts countsAgainst(
    const std::string& reference, const std::string& text, TextNormalizer normalizer);

// One run of words in the text shown for a run; taken together they are the text, words of the base that are
// missing among them.
struct DiffPiece {
    enum class Kind { Same, Added, Missing };
    Kind kind = Kind::Same;
    QString text;

    bool operator==(const DiffPiece&) const = default;
};
// text as it differs from base. A replacement is the missing words followed by the added ones.
std::vector<DiffPiece> diffPieces(const std::string& base, const std::string& text);

// Gates of the second run less those of the first, for one expert of each layer that both have, over equal
// slices of the time both cover; a slice's frames are averaged, padding is left out.
struct GateDifference {
    std::vector<int> layers; // lowest first
    int columns = 0;
    double startSeconds = 0.0;
    double endSeconds = 0.0;
    std::vector<float> values; // [layers, columns]; NaN where there are no frames
    double largest = 0.0; // absolute

    float at(std::size_t row, int column) const
    {
        return values[row * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
    }
};
// expert from 0; layers that have fewer experts stay NaN. Empty where the runs have no layer in common.
GateDifference gateDifference(const KeptGates& first, const KeptGates& second, int expert, int columns);

int mostExperts(const KeptGates& gates); // of any layer
// The expert whose gates differ most, summed over layers and frames; 0 when none do.
int mostChangedExpert(const KeptGates& first, const KeptGates& second);

} // namespace steerscope

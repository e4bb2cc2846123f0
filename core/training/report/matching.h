// SPDX-License-Identifier: MIT
// Which expert of one model is which of another. Experts are numbered by chance, so figures of several seeds
// mean something only after their experts have been matched.
#pragma once

#include <span>
#include <vector>

namespace steerscope::report {

using Table2D = std::vector<std::vector<double>>; // [rows][columns], all rows equally long

// The assignment of each row to a column of its own that makes the sum least (greatest). Rows: at most as
// many as columns. The Hungarian method with potentials, O(rows^2 * columns).
std::vector<int> assignLeast(const Table2D& cost);
std::vector<int> assignMost(const Table2D& gain);

// What is compared of one steered layer.
struct LayerExperts {
    Table2D vectors; // [E][D]
    Table2D gates; // [E][T], over the same frames in both models
};

struct ExpertMatch {
    std::vector<int> partner; // of each expert of a: the expert of b
    std::vector<double> vectorCosine; // of each pair; 0 where a vector is 0
    std::vector<double> gateCorrelation; // Pearson's over frames
};

// Pairs so that the sum of cosine and correlation is greatest: both lie in -1..1 and weigh the same. a may
// not have more experts than b. Vectors of models with different encoders have nothing in common: leave them
// empty, and only the gates count; likewise the other way.
ExpertMatch matchExperts(const LayerExperts& a, const LayerExperts& b);

double cosine(std::span<const double> x, std::span<const double> y);

} // namespace steerscope::report

// SPDX-License-Identifier: MIT
// How the log-probability of a text depends on the steering: derivatives at one setting.
#pragma once

#include "core/base/run.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace steerscope {

struct TokenRange { // [begin, end) of a scored text; the token that ends the text is its last
    std::size_t begin = 0;
    std::size_t end = std::numeric_limits<std::size_t>::max();
};

// Of one steered layer, h' = h + c (a @ V). The gates below stay as they are, those above answer. Sums are
// over all frames, padding included: it is steered too.
struct LayerGradient {
    int layer = 0; // from 0, or kOutLayer
    double effectiveScale = 0.0; // c
    double byScale = 0.0; // d log p / d c
    std::vector<double> byExpert; // [E] the part of byScale that goes through this expert's vector
    std::vector<double> byGate; // [E] d log p / d a_e projected on the simplex (moves that keep the sum)
};

struct ScoreGradient {
    TargetScore score; // of the whole target
    double logprob = 0.0; // of the tokens asked about
    std::vector<LayerGradient> layers; // a steered row each
};

} // namespace steerscope

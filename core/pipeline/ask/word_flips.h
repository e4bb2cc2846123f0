// SPDX-License-Identifier: MIT
// Where in a sweep each word stands, flips, and of itself or only after another.
#pragma once

#include "core/base/study.h"

#include <functional>
#include <string>
#include <vector>

namespace steerscope {

// What one audio window says at each point of a sweep.
struct WindowSweep {
    int window = 0;
    std::string text; // under the settings as they are; its words are the ones followed
    std::vector<double> scales; // rising
    std::vector<std::string> texts; // a scale each
};

// Of each word of texts[point]: whether the model would write it at the next point too if all words before it
// were those of texts[point].
using KeptWordsFn = std::function<std::vector<bool>(std::size_t point)>;

// keptWords is asked once for each point whose text differs from the next one's and is not empty.
std::vector<SweepWord> followWords(const WindowSweep& sweep, const KeptWordsFn& keptWords);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Which frames of an audio window a stretch of the recording stands for.
#pragma once

#include "widgets/time/time_view.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

struct FrameRange { // first..end-1
    int first = 0;
    int end = 0;

    int count() const { return end - first; }
    bool operator==(const FrameRange&) const = default;
};

// Frames that begin within the span, so that neighbouring spans share none; where none does, the one that it
// lies in. Frames begin at windowStart + n * frameSeconds.
inline FrameRange framesIn(const TimeSpan& span, double windowStart, double frameSeconds, int frames)
{
    // A border computed from seconds may miss the whole number it stands for by a rounding.
    constexpr double kRounding = 1e-6;
    const double from = (span.start - windowStart) / frameSeconds;
    const double to = (span.end - windowStart) / frameSeconds;
    const auto clamped
        = [frames](double n) { return static_cast<int>(std::clamp(n, 0.0, static_cast<double>(frames))); };
    const FrameRange begun{clamped(std::ceil(from - kRounding)), clamped(std::ceil(to - kRounding))};
    if (begun.count() > 0)
        return begun;
    const double around = std::floor(from + kRounding);
    if (around < 0.0 || around >= frames)
        return {};
    return {static_cast<int>(around), static_cast<int>(around) + 1};
}

} // namespace steerscope

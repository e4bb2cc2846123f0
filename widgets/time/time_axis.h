// SPDX-License-Identifier: MIT
// Where ticks stand on a time axis and how times are written.
#pragma once

#include "widgets/time/time_view.h"

#include <QString>
#include <vector>

namespace steerscope {

// "2:05", "1:02:05"; with places: "2:05.340". Rounded, never "1:60".
QString formatTime(double seconds, int places);

struct TimeTicks {
    double step = 1.0; // s between labelled ticks: 1, 2 or 5 times a power of ten, or a round part of a
                       // minute or hour
    int places = 0; // decimals that tell neighbouring labels apart
    int divisions = 5; // unlabelled ticks: step / divisions
    std::vector<double> labelled; // s, within the span
};

// Labels at least `smallestGap` pixels apart on a lane of this width.
TimeTicks timeTicks(const TimeSpan& span, double width, double smallestGap);

} // namespace steerscope

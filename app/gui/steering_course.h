// SPDX-License-Identifier: MIT
// How steering was moved while a recording was made: one JSON line a change in a file beside the recording,
// written as it happens.
//
//     {"seconds": 12.35, "settings": {"version": 1, "master": 1.5}}
//
// A line that is not whole (the window was killed) is left out when the file is read.
#pragma once

#include "core/base/steering_settings.h"

#include <QString>

#include <vector>

namespace steerscope {

struct CoursePoint {
    double seconds = 0.0; // in the recording; the first is at 0
    SteeringSettings settings; // from then on
};

// "talk.wav" has "talk.steering.jsonl".
QString courseFile(const QString& recording);
// False: it cannot be written. A change that is not one adds nothing to what is there.
bool appendToCourse(const QString& file, const CoursePoint& point);
// Empty when there is none.
std::vector<CoursePoint> readCourse(const QString& file);
// What became of the settings, for a person: "master 1.50, 2 layers".
QString courseText(const SteeringSettings& settings);

} // namespace steerscope

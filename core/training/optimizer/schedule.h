// SPDX-License-Identifier: MIT
// Learning rate over the steps: linear warm-up from 0, then constant, or down to 0 at the last step in a line
// or half a cosine (as Hugging Face's schedulers).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace steerscope {

enum class Schedule { Linear, Cosine, Constant };

std::optional<Schedule> scheduleFromName(const std::string& name); // "linear", "cosine", "constant"
const char* scheduleName(Schedule schedule);

// Factor on the base rate at `step`, from 0: the step about to be taken.
double scheduleFactor(Schedule schedule, std::int64_t step, std::int64_t warmup, std::int64_t steps);

} // namespace steerscope

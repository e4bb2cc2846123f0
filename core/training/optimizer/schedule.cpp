// SPDX-License-Identifier: MIT
#include "core/training/optimizer/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steerscope {

std::optional<Schedule> scheduleFromName(const std::string& name)
{
    for (const Schedule schedule : {Schedule::Linear, Schedule::Cosine, Schedule::Constant})
        if (name == scheduleName(schedule))
            return schedule;
    return std::nullopt;
}

const char* scheduleName(Schedule schedule)
{
    switch (schedule) {
    case Schedule::Linear:
        return "linear";
    case Schedule::Cosine:
        return "cosine";
    case Schedule::Constant:
        break;
    }
    return "constant";
}

double scheduleFactor(Schedule schedule, std::int64_t step, std::int64_t warmup, std::int64_t steps)
{
    if (step < warmup)
        return static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, warmup));
    if (schedule == Schedule::Constant)
        return 1.0;
    const double span = static_cast<double>(std::max<std::int64_t>(1, steps - warmup));
    const double done = std::clamp(static_cast<double>(step - warmup) / span, 0.0, 1.0);
    return schedule == Schedule::Linear ? 1.0 - done : 0.5 * (1.0 + std::cos(std::numbers::pi * done));
}

} // namespace steerscope

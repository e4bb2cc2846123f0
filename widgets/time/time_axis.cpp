// SPDX-License-Identifier: MIT
#include "widgets/time/time_axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steerscope {

namespace {

struct Step {
    double seconds;
    int divisions;
};

constexpr std::array kSteps{
    Step{0.001, 5},
    Step{0.002, 4},
    Step{0.005, 5},
    Step{0.01, 5},
    Step{0.02, 4},
    Step{0.05, 5},
    Step{0.1, 5},
    Step{0.2, 4},
    Step{0.5, 5},
    Step{1.0, 5},
    Step{2.0, 4},
    Step{5.0, 5},
    Step{10.0, 5},
    Step{15.0, 3},
    Step{30.0, 6},
    Step{60.0, 6},
    Step{120.0, 4},
    Step{300.0, 5},
    Step{600.0, 5},
    Step{900.0, 3},
    Step{1800.0, 6},
    Step{3600.0, 6},
    Step{7200.0, 4},
    Step{18000.0, 5},
    Step{36000.0, 5},
};

} // namespace

QString formatTime(double seconds, int places)
{
    const double unit = std::pow(10.0, places);
    const auto total = static_cast<qint64>(std::llround(std::max(seconds, 0.0) * unit));
    const auto perSecond = static_cast<qint64>(unit);
    const qint64 whole = total / perSecond;
    const QString minutes = QString::number(whole / 60 % 60);
    QString text = whole >= 3600 ? QStringLiteral("%1:%2").arg(whole / 3600).arg(minutes, 2, QLatin1Char('0'))
                                 : minutes;
    text += QStringLiteral(":%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (places > 0)
        text += QStringLiteral(".%1").arg(total % perSecond, places, 10, QLatin1Char('0'));
    return text;
}

TimeTicks timeTicks(const TimeSpan& span, double width, double smallestGap)
{
    const double shortest = span.length() / std::max(width, 1.0) * smallestGap;
    const auto found = std::find_if(
        kSteps.begin(), kSteps.end(), [shortest](const Step& step) { return step.seconds >= shortest; });
    const Step step = found == kSteps.end() ? kSteps.back() : *found;
    TimeTicks ticks;
    ticks.step = step.seconds;
    ticks.divisions = step.divisions;
    ticks.places = std::max(0, static_cast<int>(-std::floor(std::log10(step.seconds) + 1e-9)));
    const auto last = static_cast<long>(std::floor(span.end / step.seconds + 1e-9));
    for (auto n = static_cast<long>(std::ceil(span.start / step.seconds - 1e-9)); n <= last; ++n)
        ticks.labelled.push_back(static_cast<double>(n) * step.seconds);
    return ticks;
}

} // namespace steerscope

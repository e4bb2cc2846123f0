// SPDX-License-Identifier: MIT
#include "widgets/plots/curve_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steerscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Sums of the finite values of a stretch, in constant time.
class RunningSums {
public:
    RunningSums(std::span<const float> values, std::size_t from, std::size_t to)
        : m_from(from)
        , m_sums(to - from + 1)
        , m_counts(to - from + 1)
    {
        for (std::size_t i = from; i < to; ++i) {
            const bool finite = std::isfinite(values[i]);
            m_sums[i - from + 1] = m_sums[i - from] + (finite ? static_cast<double>(values[i]) : 0.0);
            m_counts[i - from + 1] = m_counts[i - from] + (finite ? 1 : 0);
        }
    }
    double mean(std::size_t from, std::size_t to) const
    {
        const int count = m_counts[to - m_from] - m_counts[from - m_from];
        return count > 0 ? (m_sums[to - m_from] - m_sums[from - m_from]) / count : kNone;
    }

private:
    std::size_t m_from;
    std::vector<double> m_sums;
    std::vector<int> m_counts;
};

std::size_t firstAtLeast(std::span<const int> steps, double step)
{
    return static_cast<std::size_t>(std::lower_bound(steps.begin(), steps.end(), step) - steps.begin());
}

std::size_t firstAbove(std::span<const int> steps, double step)
{
    return static_cast<std::size_t>(std::upper_bound(steps.begin(), steps.end(), step) - steps.begin());
}

} // namespace

CurvePoints curvePoints(const CurveData& data, const TimeSpan& visible, int columns, int smoothing)
{
    CurvePoints points;
    const std::span<const int> steps = data.steps;
    if (steps.empty() || columns <= 0 || visible.length() <= 0.0)
        return points;
    const double stretch = std::max(1.0, std::ceil(visible.length() / columns));
    const double half = std::max(smoothing, 1) / 2;
    const double left = std::floor(visible.start / stretch - 1.0) * stretch;
    const double right = std::ceil(visible.end / stretch + 1.0) * stretch;
    std::size_t at = firstAbove(steps, left);
    const std::size_t end = firstAbove(steps, right);
    // The neighbours on either side, however far, so that lines leave the view where they should.
    at -= at > 0 ? 1 : 0;
    const std::size_t stop = std::min(end + 1, steps.size());
    if (at >= stop)
        return points;
    const std::size_t sumFrom = firstAtLeast(steps, steps[at] - half);
    const std::size_t sumTo = firstAbove(steps, steps[stop - 1] + half);
    const RunningSums sums(data.values, sumFrom, sumTo);
    while (at < stop) {
        const double border = std::ceil(steps[at] / stretch) * stretch; // the stretch is (.., border]
        const std::size_t next = std::max(at + 1, std::min(firstAbove(steps, border), stop));
        double low = kNone;
        double high = kNone;
        for (std::size_t i = at; i < next; ++i) {
            const auto value = static_cast<double>(data.values[i]);
            if (!std::isfinite(value))
                continue;
            low = std::isnan(low) ? value : std::min(low, value);
            high = std::isnan(high) ? value : std::max(high, value);
        }
        const double middle = (static_cast<double>(steps[at]) + steps[next - 1]) / 2.0;
        const double reach = std::min(half, middle - steps.front());
        const double spread = (static_cast<double>(steps[next - 1]) - steps[at]) / 2.0;
        const std::size_t from = std::min(at, firstAtLeast(steps, middle - std::max(reach, spread)));
        const std::size_t to = std::max(next, firstAbove(steps, middle + std::max(reach, spread)));
        points.steps.push_back(middle);
        points.low.push_back(low);
        points.high.push_back(high);
        points.mean.push_back(
            std::isnan(low) ? kNone : sums.mean(std::max(from, sumFrom), std::min(to, sumTo)));
        at = next;
    }
    return points;
}

double valueAt(const CurveData& data, double step)
{
    const std::size_t after = firstAbove(data.steps, step);
    return after == 0 ? kNone : static_cast<double>(data.values[after - 1]);
}

std::vector<double> valueTicks(double low, double high, int most, bool logarithmic)
{
    std::vector<double> ticks;
    if (!(high > low) || most < 1 || (logarithmic && !(low > 0.0)))
        return ticks;
    if (!logarithmic) {
        const double least = (high - low) / most;
        const double power = std::pow(10.0, std::floor(std::log10(least)));
        double step = 10.0 * power;
        for (const double factor : {1.0, 2.0, 5.0})
            if (factor * power >= least) {
                step = factor * power;
                break;
            }
        for (double n = std::ceil(low / step); n * step <= high; ++n)
            ticks.push_back(n * step);
        return ticks;
    }
    const auto first = static_cast<int>(std::floor(std::log10(low)));
    const auto last = static_cast<int>(std::ceil(std::log10(high)));
    const auto fill = [&](std::initializer_list<double> factors, int every) {
        ticks.clear();
        for (int power = first; power <= last; ++power)
            for (const double factor : factors)
                if (const double tick = factor * std::pow(10.0, power);
                    power % every == 0 && tick >= low && tick <= high)
                    ticks.push_back(tick);
        return std::ssize(ticks) <= most;
    };
    if (fill({1.0, 2.0, 5.0}, 1)) // too near each other for powers of ten
        return ticks.size() > 1 ? ticks : valueTicks(low, high, most, false);
    for (int every = 1; !fill({1.0}, every); ++every) { }
    return ticks;
}

} // namespace steerscope

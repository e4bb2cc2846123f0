// SPDX-License-Identifier: MIT
#include "core/training/report/plot_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace steerscope::report {

std::string tickLabel(double value)
{
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.4g", value);
    return buffer.data();
}

std::vector<Tick> evenTicks(double low, double high)
{
    const double rough = (high - low) / 6.0;
    const double decade = std::pow(10.0, std::floor(std::log10(rough)));
    const double share = rough / decade; // 1 .. 10
    const double step = decade * (share < 1.5 ? 1.0 : share < 3.5 ? 2.0 : share < 7.5 ? 5.0 : 10.0);
    std::vector<Tick> ticks;
    const double first = std::ceil(low / step - 1e-9);
    for (double n = first; n * step <= high + 1e-9 * step; n += 1.0) {
        const double value = n == 0.0 ? 0.0 : n * step;
        ticks.push_back({value, tickLabel(value)});
    }
    return ticks;
}

std::vector<Tick> logarithmicTicks(double low, double high)
{
    const double base = high / low > 100.0 ? 10.0 : 2.0;
    std::vector<Tick> ticks;
    const double first = std::ceil(std::log(low) / std::log(base) - 1e-9);
    for (double power = first; std::pow(base, power) <= high * (1.0 + 1e-9); power += 1.0)
        ticks.push_back({std::pow(base, power), tickLabel(std::pow(base, power))});
    return ticks;
}

PlotAxis::PlotAxis(std::span<const double> values, bool logarithmic, bool fromZero)
    : m_logarithmic(logarithmic)
{
    bool any = false;
    for (const double value : values) {
        if (!std::isfinite(value) || (logarithmic && value <= 0.0))
            continue;
        m_low = any ? std::min(m_low, value) : value;
        m_high = any ? std::max(m_high, value) : value;
        any = true;
    }
    if (!any) {
        m_low = logarithmic ? 1.0 : 0.0;
        m_high = logarithmic ? 2.0 : 1.0;
    }
    if (logarithmic) {
        const double room = std::max(std::pow(m_high / m_low, 0.03), 1.05);
        m_low /= room;
        m_high *= room;
        m_ticks = logarithmicTicks(m_low, m_high);
        return;
    }
    const bool nearZero = m_low > 0.0 && m_low < 0.3 * m_high;
    if (fromZero || nearZero)
        m_low = std::min(m_low, 0.0);
    if (fromZero)
        m_high = std::max(m_high, 0.0);
    double room = 0.04 * (m_high - m_low);
    if (room <= 0.0)
        room = std::max(0.5 * std::abs(m_high), 0.5);
    m_low -= m_low == 0.0 ? 0.0 : room;
    m_high += m_high == 0.0 && fromZero ? 0.0 : room;
    if (m_high <= m_low)
        m_high = m_low + 1.0;
    m_ticks = evenTicks(m_low, m_high);
}

double PlotAxis::place(double value) const
{
    if (m_logarithmic)
        return std::log(value / m_low) / std::log(m_high / m_low);
    return (value - m_low) / (m_high - m_low);
}

} // namespace steerscope::report

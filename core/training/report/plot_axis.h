// SPDX-License-Identifier: MIT
// From numbers to pixels, and where the ticks go.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace steerscope::report {

struct Tick {
    double value = 0.0;
    std::string label;
};

class PlotAxis {
public:
    // Covers the values with a little room, and the 0 where it is near (asked for: always). A logarithmic
    // axis takes values above 0 only.
    PlotAxis(std::span<const double> values, bool logarithmic, bool fromZero = false);

    // 0 at the low end of the axis, 1 at the high end.
    double place(double value) const;
    const std::vector<Tick>& ticks() const { return m_ticks; }
    double low() const { return m_low; }
    double high() const { return m_high; }

private:
    bool m_logarithmic = false;
    double m_low = 0.0;
    double m_high = 1.0;
    std::vector<Tick> m_ticks;
};

// 4 to 9 multiples of 1, 2 or 5 times a power of ten inside low .. high.
std::vector<Tick> evenTicks(double low, double high);
// Powers of 2 or, over more than two decades, of 10.
std::vector<Tick> logarithmicTicks(double low, double high);
// Up to 4 significant digits, without trailing zeros: "0.05", "1200", "1e+06".
std::string tickLabel(double value);

} // namespace steerscope::report

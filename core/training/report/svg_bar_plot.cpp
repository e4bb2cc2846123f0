// SPDX-License-Identifier: MIT
#include "core/training/report/plot_axis.h"
#include "core/training/report/svg_canvas.h"
#include "core/training/report/svg_plot.h"

#include <algorithm>
#include <cmath>

namespace steerscope::report {
namespace {

constexpr double kWidth = 720.0;
constexpr double kTop = 36.0;
constexpr double kRow = 24.0;
constexpr double kRight = 64.0; // room for the number behind the longest bar

std::vector<double> extents(const BarPlot& plot)
{
    std::vector<double> all;
    for (const Bar& bar : plot.bars) {
        all.push_back(bar.value);
        if (bar.interval) {
            all.push_back(bar.interval->low);
            all.push_back(bar.interval->high);
        }
    }
    return all;
}

double labelRoom(const BarPlot& plot)
{
    double widest = 40.0;
    for (const Bar& bar : plot.bars)
        widest = std::max(widest, textWidth(bar.label));
    return std::min(widest + 20.0, 320.0);
}

} // namespace

std::string barPlotSvg(const BarPlot& plot)
{
    const PlotAxis axis(extents(plot), /*logarithmic=*/false, /*fromZero=*/true);
    const double left = labelRoom(plot);
    const double bottom = kTop + kRow * static_cast<double>(plot.bars.size()) + 6.0;
    const bool legend = plot.groups.size() > 1;
    SvgCanvas canvas(kWidth, bottom + 48.0 + (legend ? 22.0 : 0.0), plot.title);
    const auto pixelX = [&](double value) { return left + axis.place(value) * (kWidth - left - kRight); };

    for (const Tick& tick : axis.ticks()) {
        canvas.grid(pixelX(tick.value), kTop, pixelX(tick.value), bottom);
        canvas.text(pixelX(tick.value), bottom + 16.0, tick.label, Anchor::Middle, Ink::Soft);
    }
    for (std::size_t i = 0; i < plot.bars.size(); ++i) {
        const Bar& bar = plot.bars[i];
        const double middle = kTop + kRow * (static_cast<double>(i) + 0.5) + 3.0;
        canvas.text(left - 8.0, middle + 4.0, bar.label, Anchor::End);
        if (!std::isfinite(bar.value))
            continue;
        const double from = std::min(pixelX(0.0), pixelX(bar.value));
        const double to = std::max(pixelX(0.0), pixelX(bar.value));
        canvas.box(from, middle - 8.0, std::max(to - from, 0.5), 16.0, seriesColour(bar.group));
        double end = to;
        if (bar.interval) {
            canvas.whisker(pixelX(bar.interval->low), pixelX(bar.interval->high), middle);
            end = std::max(end, pixelX(bar.interval->high));
        }
        canvas.text(end + 8.0, middle + 4.0, tickLabel(bar.value), Anchor::Start, Ink::Soft);
    }
    canvas.axis(pixelX(0.0), kTop, pixelX(0.0), bottom);
    canvas.text((left + kWidth - kRight) / 2.0, bottom + 36.0, plot.valueLabel, Anchor::Middle);
    double x = left;
    for (int group = 0; legend && group < std::ssize(plot.groups); ++group) {
        const std::string& name = plot.groups[static_cast<std::size_t>(group)];
        canvas.box(x, bottom + 46.0, 12.0, 12.0, seriesColour(group));
        canvas.text(x + 18.0, bottom + 56.0, name);
        x += 36.0 + textWidth(name);
    }
    return canvas.finish();
}

} // namespace steerscope::report

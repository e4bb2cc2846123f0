// SPDX-License-Identifier: MIT
#include "core/training/report/plot_axis.h"
#include "core/training/report/svg_canvas.h"
#include "core/training/report/svg_plot.h"

#include <algorithm>
#include <cmath>

namespace steerscope::report {
namespace {

constexpr double kTop = 40.0;
constexpr double kPlotWidth = 560.0;

struct Range {
    double low = 0.0;
    double high = 0.0;

    double share(double value) const { return high > low ? (value - low) / (high - low) : 0.5; }
};

Range rangeOf(const HeatmapPlot& plot)
{
    Range range;
    bool any = false;
    for (const std::vector<double>& row : plot.values)
        for (const double value : row)
            if (std::isfinite(value)) {
                range.low = any ? std::min(range.low, value) : value;
                range.high = any ? std::max(range.high, value) : value;
                any = true;
            }
    return range;
}

std::string rounded(double value)
{
    return tickLabel(std::round(value * 1000.0) / 1000.0);
}

void colourBar(SvgCanvas& canvas, double x, double height, const Range& range, const std::string& label)
{
    constexpr int kSteps = 32;
    for (int i = 0; i < kSteps; ++i)
        canvas.box(x, kTop + height * i / kSteps, 14.0, height / kSteps + 0.5,
            scaleColour(1.0 - (i + 0.5) / kSteps));
    canvas.text(x + 20.0, kTop + 10.0, rounded(range.high), Anchor::Start, Ink::Soft);
    canvas.text(x + 20.0, kTop + height, rounded(range.low), Anchor::Start, Ink::Soft);
    canvas.turnedText(x + 62.0, kTop + height / 2.0, label);
}

} // namespace

std::string heatmapSvg(const HeatmapPlot& plot)
{
    const Range range = rangeOf(plot);
    double left = 40.0;
    for (const std::string& row : plot.rows)
        left = std::max(left, textWidth(row) + 40.0);
    const double cellWidth = kPlotWidth / std::max<double>(1.0, static_cast<double>(plot.columns.size()));
    const double cellHeight = std::max(22.0, std::min(34.0, cellWidth));
    const double height = std::max(cellHeight * static_cast<double>(plot.rows.size()), 88.0);
    double widest = 0.0;
    for (const std::string& column : plot.columns)
        widest = std::max(widest, textWidth(column));
    const bool turned = widest > cellWidth - 4.0;
    const double bottom = kTop + height + (turned ? widest + 12.0 : 18.0);
    SvgCanvas canvas(left + kPlotWidth + 96.0, bottom + 28.0, plot.title);

    for (std::size_t r = 0; r < plot.rows.size(); ++r) {
        const double y = kTop + cellHeight * static_cast<double>(r);
        canvas.text(left - 6.0, y + cellHeight / 2.0 + 4.0, plot.rows[r], Anchor::End, Ink::Soft);
        for (std::size_t c = 0; c < plot.values[r].size(); ++c) {
            const double value = plot.values[r][c];
            if (!std::isfinite(value))
                continue;
            const double x = left + cellWidth * static_cast<double>(c);
            const std::string colour = scaleColour(range.share(value));
            canvas.box(x, y, cellWidth + 0.2, cellHeight + 0.2, colour);
            std::string number = rounded(value);
            if (textWidth(number) * 10.0 / 12.0 < cellWidth - 2.0)
                canvas.colouredText(
                    x + cellWidth / 2.0, y + cellHeight / 2.0 + 3.5, number, textColourOn(colour));
        }
    }
    for (std::size_t c = 0; c < plot.columns.size(); ++c) {
        const double x = left + cellWidth * (static_cast<double>(c) + 0.5);
        if (turned)
            canvas.turnedText(x + 4.0, kTop + height + 6.0 + widest / 2.0, plot.columns[c]);
        else
            canvas.text(x, kTop + height + 14.0, plot.columns[c], Anchor::Middle, Ink::Soft);
    }
    canvas.text(left + kPlotWidth / 2.0, bottom + 16.0, plot.xLabel, Anchor::Middle);
    canvas.turnedText(16.0, kTop + height / 2.0, plot.yLabel);
    colourBar(canvas, left + kPlotWidth + 16.0, height, range, plot.valueLabel);
    return canvas.finish();
}

} // namespace steerscope::report

// SPDX-License-Identifier: MIT
#include "core/training/report/plot_axis.h"
#include "core/training/report/svg_canvas.h"
#include "core/training/report/svg_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steerscope::report {
namespace {

constexpr double kWidth = 720.0;
constexpr double kLeft = 72.0;
constexpr double kTop = 36.0;
constexpr double kPlotHeight = 300.0;
constexpr double kLegendLine = 18.0;

std::vector<double> allOf(const LinePlot& plot, std::vector<double> Series::*values)
{
    std::vector<double> all;
    for (const Series& series : plot.series)
        all.insert(all.end(), (series.*values).begin(), (series.*values).end());
    return all;
}

std::vector<double> heights(const LinePlot& plot)
{
    std::vector<double> all = allOf(plot, &Series::y);
    for (const Series& series : plot.series)
        for (const Bounds& bounds : series.band) {
            all.push_back(bounds.low);
            all.push_back(bounds.high);
        }
    return all;
}

std::string dashesOf(int series)
{
    static const std::array<std::string, 4> dashes{"", "7 3", "2 3", "9 3 2 3"};
    return dashes[static_cast<std::size_t>(series / 2) % dashes.size()];
}

class LineDrawing {
public:
    explicit LineDrawing(const LinePlot& plot)
        : m_plot(plot)
        , m_x(allOf(plot, &Series::x), plot.logarithmicX)
        , m_y(heights(plot), plot.logarithmicY)
        , m_canvas(kWidth, kTop + kPlotHeight + 56.0 + kLegendLine * legendLines(), plot.title)
    {
    }

    std::string draw()
    {
        frame();
        for (int i = 0; i < std::ssize(m_plot.series); ++i)
            band(m_plot.series[static_cast<std::size_t>(i)], i);
        for (int i = 0; i < std::ssize(m_plot.series); ++i)
            curve(m_plot.series[static_cast<std::size_t>(i)], i);
        legend();
        return m_canvas.finish();
    }

private:
    double legendLines() const
    {
        return m_plot.series.size() > 1 ? std::ceil(m_plot.series.size() / 2.0) : 0.0;
    }
    double pixelX(double x) const { return kLeft + m_x.place(x) * (kWidth - kLeft - 24.0); }
    double pixelY(double y) const { return kTop + (1.0 - m_y.place(y)) * kPlotHeight; }
    bool drawable(double x, double y) const
    {
        return std::isfinite(x) && std::isfinite(y) && !(m_plot.logarithmicX && x <= 0.0)
            && !(m_plot.logarithmicY && y <= 0.0);
    }

    void frame()
    {
        const double right = kWidth - 24.0;
        const double bottom = kTop + kPlotHeight;
        for (const Tick& tick : m_y.ticks()) {
            const double y = pixelY(tick.value);
            m_canvas.grid(kLeft, y, right, y);
            m_canvas.text(kLeft - 8.0, y + 4.0, tick.label, Anchor::End, Ink::Soft);
        }
        for (const Tick& tick : m_x.ticks()) {
            const double x = pixelX(tick.value);
            m_canvas.axis(x, bottom, x, bottom + 4.0);
            m_canvas.text(x, bottom + 18.0, tick.label, Anchor::Middle, Ink::Soft);
        }
        m_canvas.axis(kLeft, bottom, right, bottom);
        m_canvas.axis(kLeft, kTop, kLeft, bottom);
        m_canvas.text((kLeft + right) / 2.0, bottom + 38.0, m_plot.xLabel, Anchor::Middle);
        m_canvas.turnedText(18.0, kTop + kPlotHeight / 2.0, m_plot.yLabel);
    }

    void band(const Series& series, int number)
    {
        Points outline;
        const std::size_t n = std::min({series.band.size(), series.x.size()});
        for (std::size_t i = 0; i < n; ++i)
            if (drawable(series.x[i], series.band[i].low) && drawable(series.x[i], series.band[i].high))
                outline.emplace_back(pixelX(series.x[i]), pixelY(series.band[i].high));
        for (std::size_t i = n; i-- > 0;)
            if (drawable(series.x[i], series.band[i].low) && drawable(series.x[i], series.band[i].high))
                outline.emplace_back(pixelX(series.x[i]), pixelY(series.band[i].low));
        if (!outline.empty())
            m_canvas.area(outline, seriesColour(number), 0.18);
    }

    void curve(const Series& series, int number)
    {
        const Stroke stroke{seriesColour(number), 2.0, dashesOf(number)};
        Points part;
        for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
            if (drawable(series.x[i], series.y[i])) {
                part.emplace_back(pixelX(series.x[i]), pixelY(series.y[i]));
                continue;
            }
            finishPart(part, stroke, number);
        }
        finishPart(part, stroke, number);
    }

    void finishPart(Points& part, const Stroke& stroke, int number)
    {
        if (part.size() > 1)
            m_canvas.line(part, stroke);
        if (m_plot.markers || part.size() == 1)
            for (const auto& [x, y] : part)
                m_canvas.marker(x, y, number, stroke.colour);
        part.clear();
    }

    void legend()
    {
        if (m_plot.series.size() < 2)
            return;
        for (int i = 0; i < std::ssize(m_plot.series); ++i) {
            const double x = kLeft + (i % 2) * 320.0;
            const double y = kTop + kPlotHeight + 62.0 + kLegendLine * (i / 2);
            m_canvas.line({{x, y - 4.0}, {x + 28.0, y - 4.0}}, {seriesColour(i), 2.0, dashesOf(i)});
            m_canvas.marker(x + 14.0, y - 4.0, i, seriesColour(i));
            m_canvas.text(x + 36.0, y, m_plot.series[static_cast<std::size_t>(i)].name);
        }
    }

    const LinePlot& m_plot;
    PlotAxis m_x;
    PlotAxis m_y;
    SvgCanvas m_canvas;
};

} // namespace

std::string linePlotSvg(const LinePlot& plot)
{
    return LineDrawing(plot).draw();
}

} // namespace steerscope::report

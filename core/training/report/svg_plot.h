// SPDX-License-Identifier: MIT
// The plots of a report as SVG. Values that are not finite leave a gap.
#pragma once

#include "core/training/report/bootstrap.h"

#include <optional>
#include <string>
#include <vector>

namespace steerscope::report {

struct Series {
    std::string name;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<Bounds> band; // an interval around every y; empty: none
};

struct LinePlot {
    std::string title;
    std::string xLabel;
    std::string yLabel;
    bool logarithmicX = false;
    bool logarithmicY = false;
    bool markers = true; // leave out where there are many points
    std::vector<Series> series;
};
std::string linePlotSvg(const LinePlot& plot);

struct Bar {
    std::string label;
    double value = 0.0;
    std::optional<Bounds> interval;
    int group = 0; // colour
};

struct BarPlot { // horizontal, so that names stay readable
    std::string title;
    std::string valueLabel;
    std::vector<Bar> bars; // from top to bottom
    std::vector<std::string> groups; // names of the colours; one or none: no legend
};
std::string barPlotSvg(const BarPlot& plot);

struct HeatmapPlot {
    std::string title;
    std::string xLabel;
    std::string yLabel;
    std::string valueLabel;
    std::vector<std::string> columns;
    std::vector<std::string> rows; // from top to bottom
    std::vector<std::vector<double>> values; // [rows][columns]
};
std::string heatmapSvg(const HeatmapPlot& plot);

} // namespace steerscope::report

// SPDX-License-Identifier: MIT
// Plots are checked as XML, by what stands in them, and by where the marks lie.
#include "core/training/report/plot_axis.h"
#include "core/training/report/svg_canvas.h"
#include "core/training/report/svg_plot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <regex>
#include <set>

using namespace steerscope::report;

namespace {

// Elements nest and close, attributes are quoted, no bare ampersand.
bool wellFormed(const std::string& svg)
{
    std::vector<std::string> open;
    static const std::regex tag(R"(<(/?)([A-Za-z]+)((?: [A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>)");
    auto next = std::sregex_iterator(svg.begin(), svg.end(), tag);
    std::size_t tags = 0;
    for (; next != std::sregex_iterator(); ++next, ++tags) {
        const std::smatch& match = *next;
        if (match[1].length() > 0) {
            if (open.empty() || open.back() != match[2])
                return false;
            open.pop_back();
        } else if (match[4].length() == 0) {
            open.push_back(match[2]);
        }
    }
    static const std::regex bare("&(?!amp;|lt;|gt;|quot;)");
    const auto opening = std::count(svg.begin(), svg.end(), '<');
    return open.empty() && static_cast<std::size_t>(opening) == tags && !std::regex_search(svg, bare);
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::vector<double> numbersOf(const std::string& svg, const std::string& pattern)
{
    std::vector<double> numbers;
    const std::regex expression(pattern);
    for (std::sregex_iterator i(svg.begin(), svg.end(), expression), end; i != end; ++i)
        numbers.push_back(std::stod((*i)[1]));
    return numbers;
}

double luminance(const std::string& colour)
{
    double sum = 0.0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t i = 0; i < 3; ++i) {
        const double c = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

} // namespace

TEST_CASE("a line plot names its axes and series and survives any text")
{
    const LinePlot plot{"loss < & \"quoted\"", "step", "loss", false, false, true,
        {{"seed 1", {0, 100, 200}, {3.0, 2.0, 1.5}, {}},
            {"seed <2>", {0, 100, 200}, {3.2, NAN, 1.4}, {{3.0, 3.4}, {1.9, 2.2}, {1.2, 1.6}}}}};
    const std::string svg = linePlotSvg(plot);
    CHECK(wellFormed(svg));
    for (const char* text :
        {"loss &lt; &amp; &quot;quoted&quot;", ">step<", ">loss<", "seed 1", "seed &lt;2&gt;"})
        CHECK(contains(svg, text));
    CHECK(contains(svg, "prefers-color-scheme: dark"));
    CHECK_FALSE(contains(svg, "nan"));
    CHECK(contains(svg, seriesColour(0)));
    CHECK(contains(svg, seriesColour(1)));
}

TEST_CASE("points lie where the values say")
{
    const LinePlot plot{"", "", "", false, false, true, {{"", {0, 1, 2, 4}, {0, 1, 2, 4}, {}}}};
    const std::string svg = linePlotSvg(plot);
    const std::vector<double> x = numbersOf(svg, R"re(<circle cx="([-0-9.]+)")re");
    const std::vector<double> y = numbersOf(svg, R"re(<circle cx="[-0-9.]+" cy="([-0-9.]+)")re");
    REQUIRE(x.size() == 4);
    CHECK((x[1] - x[0]) * 4.0 == doctest::Approx(x[3] - x[0]).epsilon(1e-3));
    CHECK((y[0] - y[1]) * 4.0 == doctest::Approx(y[0] - y[3]).epsilon(1e-3));
    CHECK(y[0] > y[3]); // greater is higher
}

TEST_CASE("a logarithmic axis makes doublings equal steps")
{
    const LinePlot plot{"", "experts", "", true, false, true, {{"", {1, 2, 4, 8, 16}, {5, 4, 3, 2, 1}, {}}}};
    const std::string svg = linePlotSvg(plot);
    const std::vector<double> x = numbersOf(svg, R"re(<circle cx="([-0-9.]+)")re");
    REQUIRE(x.size() == 5);
    for (std::size_t i = 2; i < 5; ++i)
        CHECK(x[i] - x[i - 1] == doctest::Approx(x[1] - x[0]).epsilon(1e-3));
    for (const char* tick : {">1<", ">2<", ">4<", ">8<", ">16<"})
        CHECK(contains(svg, tick));
}

TEST_CASE("bars begin at 0 and carry their intervals")
{
    const BarPlot plot{"WER", "WER in %",
        {{"static", 20.0, Bounds{15.0, 25.0}, 0}, {"layer-wise", 10.0, {}, 1}, {"worse", -5.0, {}, 0}},
        {"baseline", "steered"}};
    const std::string svg = barPlotSvg(plot);
    CHECK(wellFormed(svg));
    const std::vector<double> widths
        = numbersOf(svg, R"re(<rect x="[-0-9.]+" y="[-0-9.]+" width="([-0-9.]+)" height="16")re");
    const std::vector<double> starts
        = numbersOf(svg, R"re(<rect x="([-0-9.]+)" y="[-0-9.]+" width="[-0-9.]+" height="16")re");
    REQUIRE(widths.size() == 3);
    CHECK(widths[0] == doctest::Approx(2.0 * widths[1]).epsilon(1e-3));
    CHECK(widths[2] == doctest::Approx(0.5 * widths[1]).epsilon(1e-3));
    CHECK(starts[0] == starts[1]);
    CHECK(starts[2] + widths[2] == doctest::Approx(starts[0]).epsilon(1e-4)); // to the left of 0
    CHECK(contains(svg, "baseline"));
}

TEST_CASE("a heatmap has a cell a value, none where there is none")
{
    const HeatmapPlot plot{"load", "expert", "layer", "mean gate", {"1", "2", "3"}, {"1", "out"},
        {{0.0, 0.5, 1.0}, {0.25, NAN, 0.75}}};
    const std::string svg = heatmapSvg(plot);
    CHECK(wellFormed(svg));
    CHECK(contains(svg, scaleColour(0.0)));
    CHECK(contains(svg, scaleColour(1.0)));
    CHECK(numbersOf(svg, R"re(<rect x="[-0-9.]+" y="[-0-9.]+" width="([-0-9.]+)" height="34.2")re").size()
        == 5);
    CHECK(contains(svg, ">0.25<"));
}

TEST_CASE("empty plots are plots")
{
    CHECK(wellFormed(linePlotSvg({})));
    CHECK(wellFormed(barPlotSvg({})));
    CHECK(wellFormed(heatmapSvg({})));
    CHECK(wellFormed(linePlotSvg({"", "", "", true, true, true, {{"", {-1.0}, {0.0}, {}}}})));
    CHECK(wellFormed(linePlotSvg({"", "", "", false, false, true, {{"", {1.0}, {0.3}, {}}}})));
}

TEST_CASE("ticks are round numbers inside the axis")
{
    for (const auto& [low, high] :
        {std::pair{0.0, 1.0}, {0.013, 0.0471}, {-30.0, 70.0}, {99990.0, 100010.0}}) {
        const std::vector<Tick> ticks = evenTicks(low, high);
        CHECK(ticks.size() >= 4);
        CHECK(ticks.size() <= 11);
        for (const Tick& tick : ticks) {
            CHECK(tick.value >= low - 1e-9);
            CHECK(tick.value <= high + 1e-9 * std::abs(high));
        }
    }
    CHECK(evenTicks(0.0, 1.0)[1].label == "0.2");
    CHECK(evenTicks(-1.0, 1.0)[2].label != "-0");
    CHECK(logarithmicTicks(1.0, 1000.0).size() == 4);
}

TEST_CASE("colours can be told apart and read")
{
    std::set<std::string> colours;
    for (int i = 0; i < 7; ++i)
        colours.insert(seriesColour(i));
    CHECK(colours.size() == 7);
    double before = -1.0;
    for (int i = 0; i <= 20; ++i) { // viridis only gets lighter
        const double light = luminance(scaleColour(i / 20.0));
        CHECK(light > before);
        before = light;
        const double on = luminance(textColourOn(scaleColour(i / 20.0)));
        CHECK((std::max(on, light) + 0.05) / (std::min(on, light) + 0.05) >= 4.5); // WCAG AA
    }
    CHECK(pixels(-0.001) == "0");
    CHECK(pixels(12.5) == "12.5");
    CHECK(xmlEscaped("a\x01<b>") == "a &lt;b&gt;");
}

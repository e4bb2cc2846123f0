// SPDX-License-Identifier: MIT
// The few shapes a plot needs, as SVG 1.1 text. Colours are written as attributes for a white page; a browser
// that says it is dark gets darker ones from a style sheet, and whoever knows no style sheets shows a white
// card.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace steerscope::report {

enum class Anchor { Start, Middle, End };
enum class Ink { Strong, Soft }; // titles and labels; ticks

struct Stroke {
    std::string colour;
    double width = 1.0;
    std::string dashes; // "4 2"; empty: none
};

using Points = std::vector<std::pair<double, double>>; // pixels, y down

class SvgCanvas {
public:
    SvgCanvas(double width, double height, const std::string& title); // the title is for screen readers too

    void grid(double x1, double y1, double x2, double y2);
    void axis(double x1, double y1, double x2, double y2);
    void line(const Points& points, const Stroke& stroke);
    void area(const Points& outline, const std::string& colour, double opacity);
    void box(double x, double y, double width, double height, const std::string& colour);
    // A marker that tells series apart where colours do not: circle, square, triangle, diamond, ...
    void marker(double x, double y, int kind, const std::string& colour);
    void whisker(double x1, double x2, double y); // an interval, with ends, in the ink of the text
    void text(double x, double y, const std::string& text, Anchor anchor = Anchor::Start,
        Ink ink = Ink::Strong, int size = 12);
    void colouredText(double x, double y, const std::string& text, const std::string& colour);
    void turnedText(double x, double y, const std::string& text); // upwards, centred
    std::string finish();

private:
    std::string m_svg;
};

std::string xmlEscaped(const std::string& text);
// Two digits after the point at most: a plot's pixels need no more.
std::string pixels(double value);
// Rough width of sans-serif text at 12 pixels.
double textWidth(const std::string& text);

// Okabe and Ito's colours, which people with any kind of colour vision can tell apart; the yellow last, it is
// weak on white. Goes round after 7.
const std::string& seriesColour(int series);
// Viridis, 0 .. 1 -> "#rrggbb": even steps of lightness, also for the colour-blind and in grey.
std::string scaleColour(double share);
// "#000000" or "#ffffff", whichever is read better on the colour.
std::string textColourOn(const std::string& colour);

} // namespace steerscope::report

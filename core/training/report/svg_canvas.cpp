// SPDX-License-Identifier: MIT
#include "core/training/report/svg_canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace steerscope::report {
namespace {

constexpr const char* kDarkStyle
    = "<style>@media (prefers-color-scheme: dark){"
      ".page{fill:#1d1f21}.strong{fill:#eeeeee}.soft{fill:#b8b8b8}"
      ".grid{stroke:#3a3d40}.axis{stroke:#b8b8b8}.whisker{stroke:#eeeeee}}</style>\n";

const char* anchorName(Anchor anchor)
{
    return anchor == Anchor::Start ? "start" : anchor == Anchor::Middle ? "middle" : "end";
}

std::string pointList(const Points& points)
{
    std::string text;
    for (const auto& [x, y] : points)
        text += (text.empty() ? "" : " ") + pixels(x) + "," + pixels(y);
    return text;
}

std::string straight(double x1, double y1, double x2, double y2, const char* kind, const char* colour)
{
    return "<line class=\"" + std::string(kind) + "\" x1=\"" + pixels(x1) + "\" y1=\"" + pixels(y1)
        + "\" x2=\"" + pixels(x2) + "\" y2=\"" + pixels(y2) + "\" stroke=\"" + colour + "\"/>\n";
}

std::string textOpen(double x, double y, Anchor anchor, int size)
{
    return "<text x=\"" + pixels(x) + "\" y=\"" + pixels(y) + "\" text-anchor=\"" + anchorName(anchor)
        + "\" font-size=\"" + std::to_string(size) + "\"";
}

std::array<int, 3> channels(const std::string& colour)
{
    std::array<int, 3> rgb{};
    for (std::size_t i = 0; i < 3; ++i)
        rgb[i] = static_cast<int>(std::strtol(colour.substr(1 + 2 * i, 2).c_str(), nullptr, 16));
    return rgb;
}

} // namespace

std::string xmlEscaped(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return result;
}

std::string pixels(double value)
{
    std::array<char, 64> buffer{};
    std::snprintf(
        buffer.data(), buffer.size(), "%.2f", std::round(value * 100.0) / 100.0 + 0.0); // + 0.0: no "-0"
    std::string text = buffer.data();
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

double textWidth(const std::string& text)
{
    const auto letters
        = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }); // code points
    return 6.8 * static_cast<double>(letters);
}

const std::string& seriesColour(int series)
{
    static const std::array<std::string, 7> colours{
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442"};
    return colours[static_cast<std::size_t>(series) % colours.size()];
}

std::string scaleColour(double share)
{
    static const std::array<std::string, 9> stops{
        "#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"};
    const double place = std::clamp(share, 0.0, 1.0) * (stops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    const std::array<int, 3> from = channels(stops[low]);
    const std::array<int, 3> to = channels(stops[low + 1]);
    const double part = place - static_cast<double>(low);
    std::array<int, 3> mixed{};
    for (std::size_t i = 0; i < 3; ++i)
        mixed[i] = static_cast<int>(std::lround(from[i] + part * (to[i] - from[i])));
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
    return buffer.data();
}

std::string textColourOn(const std::string& colour)
{
    // Relative luminance of WCAG 2: above 0.179 black has the greater contrast.
    double luminance = 0.0;
    constexpr std::array<double, 3> weights{0.2126, 0.7152, 0.0722};
    const std::array<int, 3> rgb = channels(colour);
    for (std::size_t i = 0; i < 3; ++i) {
        const double c = rgb[i] / 255.0;
        luminance += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
    }
    return luminance > 0.179 ? "#000000" : "#ffffff";
}

SvgCanvas::SvgCanvas(double width, double height, const std::string& title)
{
    const std::string size = pixels(width) + " " + pixels(height);
    m_svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\" width=\"" + pixels(width)
        + "\" height=\"" + pixels(height) + "\" font-family=\"sans-serif\" role=\"img\">\n<title>"
        + xmlEscaped(title) + "</title>\n" + kDarkStyle
        + "<rect class=\"page\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    text(width / 2.0, 20.0, title, Anchor::Middle, Ink::Strong, 14);
}

void SvgCanvas::grid(double x1, double y1, double x2, double y2)
{
    m_svg += straight(x1, y1, x2, y2, "grid", "#e2e2e2");
}

void SvgCanvas::axis(double x1, double y1, double x2, double y2)
{
    m_svg += straight(x1, y1, x2, y2, "axis", "#555555");
}

void SvgCanvas::line(const Points& points, const Stroke& stroke)
{
    m_svg += "<polyline points=\"" + pointList(points) + "\" fill=\"none\" stroke=\"" + stroke.colour
        + "\" stroke-width=\"" + pixels(stroke.width) + "\"";
    if (!stroke.dashes.empty())
        m_svg += " stroke-dasharray=\"" + stroke.dashes + "\"";
    m_svg += "/>\n";
}

void SvgCanvas::area(const Points& outline, const std::string& colour, double opacity)
{
    m_svg += "<polygon points=\"" + pointList(outline) + "\" fill=\"" + colour + "\" fill-opacity=\""
        + pixels(opacity) + "\"/>\n";
}

void SvgCanvas::box(double x, double y, double width, double height, const std::string& colour)
{
    m_svg += "<rect x=\"" + pixels(x) + "\" y=\"" + pixels(y) + "\" width=\"" + pixels(width) + "\" height=\""
        + pixels(height) + "\" fill=\"" + colour + "\"/>\n";
}

void SvgCanvas::marker(double x, double y, int kind, const std::string& colour)
{
    constexpr double r = 4.0;
    switch (kind % 4) {
    case 0:
        m_svg += "<circle cx=\"" + pixels(x) + "\" cy=\"" + pixels(y) + "\" r=\"3.5\" fill=\"" + colour
            + "\"/>\n";
        return;
    case 1:
        return box(x - 3.2, y - 3.2, 6.4, 6.4, colour);
    case 2:
        return area({{x, y - r}, {x + r, y + r}, {x - r, y + r}}, colour, 1.0);
    default:
        return area({{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}, colour, 1.0);
    }
}

void SvgCanvas::whisker(double x1, double x2, double y)
{
    m_svg += straight(x1, y, x2, y, "whisker", "#222222")
        + straight(x1, y - 4.0, x1, y + 4.0, "whisker", "#222222")
        + straight(x2, y - 4.0, x2, y + 4.0, "whisker", "#222222");
}

void SvgCanvas::text(double x, double y, const std::string& text, Anchor anchor, Ink ink, int size)
{
    const bool strong = ink == Ink::Strong;
    m_svg += textOpen(x, y, anchor, size)
        + (strong ? " class=\"strong\" fill=\"#222222\">" : " class=\"soft\" fill=\"#555555\">")
        + xmlEscaped(text) + "</text>\n";
}

void SvgCanvas::colouredText(double x, double y, const std::string& text, const std::string& colour)
{
    m_svg
        += textOpen(x, y, Anchor::Middle, 10) + " fill=\"" + colour + "\">" + xmlEscaped(text) + "</text>\n";
}

void SvgCanvas::turnedText(double x, double y, const std::string& text)
{
    m_svg += textOpen(x, y, Anchor::Middle, 12) + " class=\"strong\" fill=\"#222222\" transform=\"rotate(-90 "
        + pixels(x) + " " + pixels(y) + ")\">" + xmlEscaped(text) + "</text>\n";
}

std::string SvgCanvas::finish()
{
    return m_svg + "</svg>\n";
}

} // namespace steerscope::report

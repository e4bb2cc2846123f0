// SPDX-License-Identifier: MIT
#include "widgets/time/lane_colours.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kReadable = 4.5;

double luminance(const QColor& colour)
{
    const auto linear
        = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

// As near to `wanted` as stays readable on `background`: mixed with black or white until it is.
QColor readable(const QColor& wanted, const QColor& background)
{
    const QColor extreme = readableOn(background);
    for (double share = 0.0; share < 1.0; share += 0.05) {
        const QColor colour = mix(wanted, extreme, share);
        if (contrastRatio(colour, background) >= kReadable)
            return colour;
    }
    return extreme;
}

} // namespace

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto channel
        = [share](int from, int to) { return static_cast<int>(std::lround(from + share * (to - from))); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor readableOn(const QColor& background)
{
    return readableOn(background, background);
}

QColor readableOn(const QColor& left, const QColor& right)
{
    const auto worse
        = [&](const QColor& ink) { return std::min(contrastRatio(ink, left), contrastRatio(ink, right)); };
    return worse(Qt::black) >= worse(Qt::white) ? Qt::black : Qt::white;
}

LaneColours laneColours(const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor ink = palette.color(QPalette::Text);
    LaneColours colours;
    colours.dark = luminance(base) < 0.18;
    colours.background = base;
    colours.text = readable(ink, base);
    colours.quietText = readable(mix(base, ink, 0.62), base);
    colours.line = mix(base, ink, 0.25);
    colours.wave = readable(palette.color(QPalette::Highlight), base);
    colours.block = mix(base, ink, 0.09);
    colours.blockText = readable(ink, colours.block);
    colours.hatch = mix(base, ink, 0.30);
    colours.neutral = mix(base, ink, 0.12);
    colours.selection = palette.color(QPalette::Highlight);
    return colours;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/heatmap/expert_colours.h"

#include "widgets/heatmap/colour_maps.h"
#include "widgets/time/lane_colours.h"

#include <array>
#include <cmath>

namespace steerscope {

namespace {

// Okabe and Ito, "Color Universal Design" (2008), and a grey far from the neutral of light and dark palettes.
constexpr std::array<QRgb, kExpertHues> kHues{
    0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7, 0x8c8c8c};

} // namespace

QColor expertHue(int expert)
{
    return QColor(kHues[expert]);
}

QColor expertColour(int expert, int experts)
{
    if (experts <= kExpertHues)
        return expertHue(expert);
    return QColor(sequentialColour(SequentialMap::Viridis, static_cast<double>(expert) / (experts - 1)));
}

Strongest strongestOf(std::span<const double> gates)
{
    Strongest strongest;
    double second = 0.0;
    for (std::size_t e = 0; e < gates.size(); ++e) {
        if (strongest.expert < 0 || gates[e] > strongest.gate) {
            second = strongest.gate;
            strongest.expert = static_cast<int>(e);
            strongest.gate = gates[e];
        } else if (gates[e] > second) {
            second = gates[e];
        }
    }
    strongest.margin = strongest.gate - second;
    return strongest;
}

QRgb strongestColour(const Strongest& strongest, const QColor& neutral)
{
    return mix(neutral, expertHue(strongest.expert), std::sqrt(strongest.margin)).rgb();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/heatmap/colour_maps.h"

#include "widgets/time/lane_colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kAnchors = 33;
constexpr int kEntries = 256;
using Anchors = std::array<QRgb, kAnchors>;
using Table = std::array<QRgb, kEntries>;

// Every eighth colour of the published maps (both CC0); the colours between are interpolated.
constexpr Anchors kViridis{0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453681, 0x424086, 0x3f4989,
    0x3b528b, 0x375a8d, 0x33638d, 0x2f6a8e, 0x2c728e, 0x297a8e, 0x26818e, 0x23898e, 0x21908c, 0x1f988b,
    0x1f9f88, 0x21a685, 0x28ae80, 0x31b57b, 0x3ebc74, 0x4cc26c, 0x5dc963, 0x6ece58, 0x82d34c, 0x96d83f,
    0xabdc32, 0xc0df24, 0xd5e21a, 0xeae51a, 0xfde725};
constexpr Anchors kCividis{0x00224e, 0x00285b, 0x002e6a, 0x043371, 0x1a386f, 0x273e6e, 0x32436d, 0x3b496c,
    0x434e6c, 0x4b546c, 0x52596d, 0x5a5f6e, 0x61656f, 0x686a71, 0x6f7073, 0x757676, 0x7c7b78, 0x848179,
    0x8b8778, 0x938d78, 0x9b9376, 0xa39a75, 0xaba072, 0xb3a670, 0xbbad6c, 0xc3b469, 0xccba64, 0xd4c15f,
    0xddc958, 0xe6d051, 0xefd748, 0xf8df3c, 0xfee838};

constexpr QRgb kBelow = 0x2a78c4;
constexpr QRgb kAbove = 0xd9690a;

Table tableOf(const Anchors& anchors)
{
    Table table;
    for (int i = 0; i < kEntries; ++i) {
        const double position = static_cast<double>(i) / (kEntries - 1) * (kAnchors - 1);
        const int before = std::min(static_cast<int>(position), kAnchors - 2);
        table[i] = mix(QColor(anchors[before]), QColor(anchors[before + 1]), position - before).rgb();
    }
    return table;
}

} // namespace

QRgb sequentialColour(SequentialMap map, double share)
{
    static const Table viridis = tableOf(kViridis);
    static const Table cividis = tableOf(kCividis);
    const auto entry = static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * (kEntries - 1)));
    return map == SequentialMap::Viridis ? viridis[entry] : cividis[entry];
}

QRgb divergingColour(double share, const QColor& neutral)
{
    const QColor end(share < 0.0 ? kBelow : kAbove);
    return mix(neutral, end, std::min(std::abs(share), 1.0)).rgb();
}

} // namespace steerscope

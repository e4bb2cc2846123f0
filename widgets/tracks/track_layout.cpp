// SPDX-License-Identifier: MIT
#include "widgets/tracks/track_layout.h"

#include <algorithm>

namespace steerscope {

int TrackLayout::rowAt(int y) const
{
    return y >= 0 && y < totalHeight ? y / rowHeight : -1;
}

int TrackLayout::rowOf(int layer) const
{
    const auto found = std::find(layers.begin(), layers.end(), layer);
    return found == layers.end() ? -1 : static_cast<int>(found - layers.begin());
}

TrackLayout layoutTracks(const std::vector<int>& layers, int availableHeight, bool deepestOnTop)
{
    TrackLayout layout;
    layout.layers = layers;
    if (deepestOnTop)
        std::reverse(layout.layers.begin(), layout.layers.end());
    const int rows = static_cast<int>(layers.size());
    if (rows == 0)
        return layout;
    layout.rowHeight
        = std::clamp(availableHeight / rows, TrackLayout::kSmallestRow, TrackLayout::kLargestRow);
    layout.totalHeight = rows * layout.rowHeight;
    return layout;
}

} // namespace steerscope

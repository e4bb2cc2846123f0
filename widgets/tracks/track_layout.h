// SPDX-License-Identifier: MIT
// Where each layer's row lies, the same for the header at its left and its stripe of the heatmap.
#pragma once

#include <vector>

namespace steerscope {

struct TrackLayout {
    static constexpr int kSmallestRow = 5; // px; below that the area scrolls
    static constexpr int kLargestRow = 44;
    static constexpr int kCompactBelow = 14;

    std::vector<int> layers; // top to bottom; from 0, or kOutLayer
    int rowHeight = kLargestRow; // logical pixels, the same for all rows
    int totalHeight = 0;

    // Row of a height, -1 outside.
    int rowAt(int y) const;
    int yOf(int row) const { return row * rowHeight; }
    // Row of a layer, -1 if it has none.
    int rowOf(int layer) const;
    // Too low for text beside the number: headers show number and bar only.
    bool compact() const { return rowHeight < kCompactBelow; }

    bool operator==(const TrackLayout&) const = default;
};

// layers: lowest first, kOutLayer (steering after the encoder) last, as in ModelInfo::steered. Rows are as
// high as fits, between kSmallestRow and kLargestRow.
TrackLayout layoutTracks(const std::vector<int>& layers, int availableHeight, bool deepestOnTop);

} // namespace steerscope

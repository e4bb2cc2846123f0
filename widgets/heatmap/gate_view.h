// SPDX-License-Identifier: MIT
// What the heatmap shows (docs/steering-and-analysis.md, "Pictures").
#pragma once

namespace steerscope {

enum class GateShow {
    StrongestExpert, // hue: which; saturation: margin to the second
    OneExpert, // its gate, 0..1
    Entropy, // of each frame's gates, over ln E: 0..1
    Push, // |c (a V)| / |h|
    Deviation, // gate of one expert minus 1/E
};

enum class SequentialMap {
    Viridis,
    Cividis,
};

// How gates become colours; one value for the heatmap, its legend, the detail plot and exported pictures.
struct GateView {
    GateShow show = GateShow::StrongestExpert;
    int expert = 0; // from 0; of OneExpert and Deviation
    SequentialMap map = SequentialMap::Viridis; // of single quantities

    bool operator==(const GateView&) const = default;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The spectrogram of a recording that grows: log-mel tiles of a few seconds, the last one drawn again as
// sound comes in.
#pragma once

#include "core/audio/log_mel.h"

#include <optional>
#include <span>
#include <vector>

namespace steerscope {

class MelTiles;

class LiveMel {
public:
    explicit LiveMel(MelTiles* tiles)
        : m_tiles(tiles)
    {
    }

    void start(int mels); // clears the tiles
    void append(std::span<const float> samples); // 16 kHz mono

private:
    void draw();

    MelTiles* m_tiles;
    std::optional<LogMel> m_mel;
    int m_tile = 0;
    std::vector<float> m_sound; // of the last tile
    std::size_t m_drawn = 0; // samples of it
};

} // namespace steerscope

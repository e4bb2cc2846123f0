// SPDX-License-Identifier: MIT
// A waveform's columns as pixels.
#pragma once

#include "widgets/lanes/peak_pyramid.h"
#include "widgets/time/column_cache.h"

#include <QColor>

namespace steerscope {

struct WaveformLook {
    QColor background;
    QColor wave;
    QColor axis; // the zero line
    float fullScale = 1.0F; // amplitude at the top and bottom edge
};

struct RowRange { // image rows first..last, both drawn
    int first = 0;
    int last = 0;

    bool operator==(const RowRange&) const = default;
};

// The rows that a peak covers: +fullScale is the top row, -fullScale the bottom one; at least one row.
RowRange waveRows(const Peak& peak, float fullScale, int rows);

// Fills the columns of a cache with one 32-bit plane. Beyond the recording's end nothing is drawn.
void fillWaveform(
    ColumnCache& cache, ColumnRange columns, const PeakPyramid& peaks, const WaveformLook& look);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/lanes/waveform_picture.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

RowRange waveRows(const Peak& peak, float fullScale, int rows)
{
    const auto row = [&](float value) {
        const float share = 0.5F - 0.5F * std::clamp(value / fullScale, -1.0F, 1.0F);
        return static_cast<int>(std::lround(share * static_cast<float>(rows - 1)));
    };
    return {row(peak.high), row(peak.low)};
}

void fillWaveform(ColumnCache& cache, ColumnRange columns, const PeakPyramid& peaks, const WaveformLook& look)
{
    QImage& image = cache.plane();
    const int rows = image.height();
    const QRgb background = look.background.rgb();
    for (int x = columns.from; x < columns.end; ++x) {
        const TimeSpan span = cache.spanOf(x);
        const bool inside = span.start < peaks.seconds();
        const RowRange wave = waveRows(peaks.between(span.start, span.end), look.fullScale, rows);
        for (int y = 0; y < rows; ++y) {
            QRgb* pixel = reinterpret_cast<QRgb*>(image.scanLine(y)) + x;
            if (inside && y >= wave.first && y <= wave.last)
                *pixel = look.wave.rgb();
            else
                *pixel = y == rows / 2 ? look.axis.rgb() : background;
        }
    }
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/lanes/spectrogram_lane.h"

#include "widgets/heatmap/colour_maps.h"
#include "widgets/lanes/mel_tiles.h"

#include <QPainter>

namespace steerscope {

SpectrogramLane::SpectrogramLane(TimeView* view, MelTiles* mel, QWidget* parent)
    : TimeLane(view, parent)
    , m_mel(mel)
    , m_cache({QImage::Format_RGB32})
{
    setAccessibleName(tr("Spectrogram"));
    setAccessibleDescription(
        tr("Log-mel features, the model's own input, 10 ms a column, low frequencies at the bottom"));
    connect(mel, &MelTiles::reset, this, &SpectrogramLane::lookChanged);
    connect(mel, &MelTiles::changed, this, [this](const TimeSpan& span) {
        m_cache.invalidate(span);
        update();
    });
}

void SpectrogramLane::setMap(SequentialMap map)
{
    m_map = map;
    lookChanged();
}

QSize SpectrogramLane::sizeHint() const
{
    return {600, 88};
}

QSize SpectrogramLane::minimumSizeHint() const
{
    return {80, 24};
}

void SpectrogramLane::lookChanged()
{
    m_cache.invalidate();
    update();
}

void SpectrogramLane::paintLane(QPainter& painter, const QRect&)
{
    if (m_mel->mels() == 0)
        return;
    for (const ColumnRange& columns : m_cache.moveTo(timeView()->visible(), deviceColumns(), m_mel->mels()))
        fill(columns);
    drawColumns(painter, m_cache, height());
}

void SpectrogramLane::fill(ColumnRange columns)
{
    QImage& image = m_cache.plane();
    const double lowest = m_mel->loudest() - MelTiles::kRange;
    for (int x = columns.from; x < columns.end; ++x) {
        m_mel->meanOver(m_cache.spanOf(x), m_means);
        for (int row = 0; row < image.height(); ++row) {
            QRgb* pixel = reinterpret_cast<QRgb*>(image.scanLine(row)) + x;
            *pixel = m_means.empty()
                ? colours().background.rgb()
                : sequentialColour(m_map, (m_means[image.height() - 1 - row] - lowest) / MelTiles::kRange);
        }
    }
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/lanes/waveform_lane.h"

#include "widgets/lanes/audio_peaks.h"
#include "widgets/lanes/waveform_picture.h"

#include <QPainter>

namespace steerscope {

WaveformLane::WaveformLane(TimeView* view, AudioPeaks* audio, QWidget* parent)
    : TimeLane(view, parent)
    , m_audio(audio)
    , m_cache({QImage::Format_RGB32})
{
    setAccessibleName(tr("Waveform"));
    setAccessibleDescription(tr("The recording's samples over time, its loudest sample at full height"));
    connect(audio, &AudioPeaks::reset, this, &WaveformLane::lookChanged);
    connect(audio, &AudioPeaks::changed, this, [this](const TimeSpan& span) {
        m_cache.invalidate(span);
        update();
    });
}

QSize WaveformLane::sizeHint() const
{
    return {600, 72};
}

QSize WaveformLane::minimumSizeHint() const
{
    return {80, 24};
}

void WaveformLane::lookChanged()
{
    m_cache.invalidate();
    update();
}

void WaveformLane::paintLane(QPainter& painter, const QRect&)
{
    const PeakPyramid* peaks = m_audio->peaks();
    if (!peaks)
        return;
    const WaveformLook look{colours().background, colours().wave, colours().line, m_audio->fullScale()};
    for (const ColumnRange& columns : m_cache.moveTo(timeView()->visible(), deviceColumns(), deviceRows()))
        fillWaveform(m_cache, columns, *peaks, look);
    drawColumns(painter, m_cache, height());
}

} // namespace steerscope

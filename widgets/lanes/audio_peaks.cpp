// SPDX-License-Identifier: MIT
#include "widgets/lanes/audio_peaks.h"

#include <algorithm>
#include <utility>

namespace steerscope {

namespace {

constexpr float kSmallestFullScale = 0.05F;

} // namespace

AudioPeaks::AudioPeaks(QObject* parent)
    : QObject(parent)
{
}

void AudioPeaks::setWaveform(std::shared_ptr<const Waveform> waveform)
{
    m_peaks.reset();
    if (waveform)
        m_peaks.emplace(std::move(waveform));
    updateFullScale();
    Q_EMIT reset();
}

void AudioPeaks::startRecording(int sampleRate)
{
    m_peaks.emplace(sampleRate);
    updateFullScale();
    Q_EMIT reset();
}

void AudioPeaks::append(std::span<const float> samples)
{
    if (!m_peaks || samples.empty())
        return;
    const double before = m_peaks->seconds();
    m_peaks->append(samples);
    if (updateFullScale())
        Q_EMIT reset();
    else
        Q_EMIT changed({before, m_peaks->seconds()});
}

bool AudioPeaks::updateFullScale()
{
    const float wanted = std::max(m_peaks ? m_peaks->loudest() : 1.0F, kSmallestFullScale);
    return std::exchange(m_fullScale, wanted) != wanted;
}

} // namespace steerscope

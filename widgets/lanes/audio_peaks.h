// SPDX-License-Identifier: MIT
// The recording as the waveform lanes see it: one value that several lanes draw and that may still be
// growing.
#pragma once

#include "widgets/lanes/peak_pyramid.h"
#include "widgets/time/time_view.h"

#include <QObject>
#include <memory>
#include <optional>

namespace steerscope {

class AudioPeaks : public QObject {
    Q_OBJECT
public:
    explicit AudioPeaks(QObject* parent = nullptr);

    void setWaveform(std::shared_ptr<const Waveform> waveform); // null: nothing loaded
    void startRecording(int sampleRate);
    void append(std::span<const float> samples); // while recording

    // Null when nothing is loaded.
    const PeakPyramid* peaks() const { return m_peaks ? &*m_peaks : nullptr; }
    // The amplitude that fills a lane: the loudest sample, and no less than -26 dBFS so that silence stays
    // flat.
    float fullScale() const { return m_fullScale; }

Q_SIGNALS:
    void changed(const steerscope::TimeSpan& span); // these seconds look different
    void reset(); // everything does

private:
    bool updateFullScale();

    std::optional<PeakPyramid> m_peaks;
    float m_fullScale = 1.0F;
};

} // namespace steerscope

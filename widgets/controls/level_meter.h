// SPDX-License-Identifier: MIT
// Level of what comes in: RMS as a bar, peak as a line that is held a while, on a decibel scale; clipping
// stays marked until it is clicked away or the meter is cleared. No timer: it moves when levels arrive.
#pragma once

#include <QElapsedTimer>
#include <QWidget>

namespace steerscope {

inline constexpr double kMeterFloor = -60.0; // dB full scale; the meter's left end

// 20 log10 of a linear level, held to kMeterFloor..0.
double toDecibels(double linear);
// 0 at kMeterFloor, 1 at full scale.
double meterShare(double decibels);

class LevelMeter : public QWidget {
    Q_OBJECT

public:
    static constexpr int kHoldMilliseconds = 1500;
    static constexpr double kFallPerSecond = 20.0; // dB, of a held peak afterwards

    explicit LevelMeter(QWidget* parent = nullptr);

    void setLevels(double peak, double rms); // of the last block, linear 0..1
    void clear(); // nothing is recorded

    double peak() const { return m_peak; } // dB, held
    double rms() const { return m_rms; } // dB
    bool clipped() const { return m_clipped; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void describe();

    double m_peak = kMeterFloor;
    double m_rms = kMeterFloor;
    bool m_clipped = false;
    bool m_active = false;
    QElapsedTimer m_sincePeak;
    double m_heldPeak = kMeterFloor; // when it was reached
};

// A held peak after some time: as it was for kHoldMilliseconds, then falling.
double fallenPeak(double peak, qint64 milliseconds);

} // namespace steerscope

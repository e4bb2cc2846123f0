// SPDX-License-Identifier: MIT
#include "widgets/controls/level_meter.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kClipping = 0.999; // of full scale: the largest value of 16 bits and above
constexpr int kClipWidth = 7;
const QColor kClipColour(213, 94, 0); // vermilion, told apart by the colour-blind too

} // namespace

double toDecibels(double linear)
{
    return linear > 0.0 ? std::clamp(20.0 * std::log10(linear), kMeterFloor, 0.0) : kMeterFloor;
}

double meterShare(double decibels)
{
    return std::clamp(1.0 - decibels / kMeterFloor, 0.0, 1.0);
}

double fallenPeak(double peak, qint64 milliseconds)
{
    const double falling
        = std::max<double>(0.0, static_cast<double>(milliseconds - LevelMeter::kHoldMilliseconds)) / 1000.0;
    return std::max(kMeterFloor, peak - falling * LevelMeter::kFallPerSecond);
}

LevelMeter::LevelMeter(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Input level"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    describe();
}

void LevelMeter::setLevels(double peak, double rms)
{
    const double now = toDecibels(peak);
    const double held = m_sincePeak.isValid() ? fallenPeak(m_heldPeak, m_sincePeak.elapsed()) : kMeterFloor;
    if (now >= held) {
        m_heldPeak = now;
        m_sincePeak.start();
    }
    m_peak = std::max(now, held);
    m_rms = toDecibels(rms);
    m_clipped |= peak >= kClipping;
    m_active = true;
    describe();
    update();
}

void LevelMeter::clear()
{
    m_peak = m_rms = m_heldPeak = kMeterFloor;
    m_sincePeak.invalidate();
    m_clipped = m_active = false;
    describe();
    update();
}

void LevelMeter::describe()
{
    QString text = tr("Nothing is recorded");
    if (m_active)
        text = tr("Peak %1 dB, mean %2 dB")
                   .arg(QLocale().toString(m_peak, 'f', 0), QLocale().toString(m_rms, 'f', 0));
    if (m_clipped)
        text += tr("; too loud: the signal was clipped (click to clear)");
    setAccessibleDescription(text);
    setToolTip(tr("Input level. %1").arg(text));
}

QSize LevelMeter::sizeHint() const
{
    return {140, fontMetrics().height()};
}

QSize LevelMeter::minimumSizeHint() const
{
    return {50, std::min(fontMetrics().height(), 12)};
}

void LevelMeter::mousePressEvent(QMouseEvent*)
{
    m_clipped = false;
    describe();
    update();
}

void LevelMeter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double height = std::min(12, this->height());
    const QRectF track(0, (this->height() - height) / 2, width() - kClipWidth - 2, height);
    QColor dim = palette().color(QPalette::Text);
    dim.setAlphaF(0.12F);
    painter.fillRect(track, dim);
    QRectF bar = track;
    bar.setWidth(track.width() * meterShare(m_rms));
    painter.fillRect(bar, palette().color(QPalette::Highlight));
    if (m_peak > kMeterFloor) {
        const double x = track.left() + (track.width() - 2) * meterShare(m_peak);
        painter.fillRect(QRectF(x, track.top(), 2, track.height()), palette().color(QPalette::Text));
    }
    QColor tick = palette().color(QPalette::Text);
    tick.setAlphaF(0.35F);
    for (double mark = kMeterFloor + 12.0; mark < 0.0; mark += 12.0)
        painter.fillRect(
            QRectF(track.left() + track.width() * meterShare(mark), track.bottom() - 3, 1, 3), tick);
    painter.fillRect(
        QRectF(track.right() + 2, track.top(), kClipWidth, track.height()), m_clipped ? kClipColour : dim);
}

} // namespace steerscope

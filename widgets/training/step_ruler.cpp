// SPDX-License-Identifier: MIT
#include "widgets/training/step_ruler.h"

#include "widgets/plots/curve_points.h"

#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kLabelGap = 24; // px between labels
constexpr double kMark = 4.0; // half the width of the mark

} // namespace

std::vector<int> stepTicks(const TimeSpan& visible, double width, double smallestGap)
{
    const int most = std::max(1, static_cast<int>(width / std::max(smallestGap, 1.0)));
    std::vector<int> ticks;
    for (const double tick : valueTicks(visible.start, visible.end, most, false))
        if (tick == std::floor(tick)) // nothing stands between two steps
            ticks.push_back(static_cast<int>(tick));
    return ticks;
}

StepRuler::StepRuler(TimeView* view, QWidget* parent)
    : TimeLane(view, parent)
{
    setAccessibleName(tr("Steps"));
    setAccessibleDescription(tr("Steps of the training; the mark is the best model so far"));
    setToolTip(tr("Turn the wheel to come closer, drag to select steps, F shows all"));
}

void StepRuler::setBest(std::optional<int> step)
{
    m_best = step;
    update();
}

QSize StepRuler::sizeHint() const
{
    return {600, fontMetrics().height() + 6};
}

QSize StepRuler::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void StepRuler::paintLane(QPainter& painter, const QRect&)
{
    const QLocale locale;
    const int labelWidth = fontMetrics().horizontalAdvance(locale.toString(std::llround(timeView()->end())));
    painter.fillRect(QRectF(0, 0, width(), 1), colours().line);
    for (const int step : stepTicks(timeView()->visible(), width(), labelWidth + kLabelGap)) {
        const double x = std::floor(xOf(step));
        painter.fillRect(QRectF(x, 0, 1, height()), colours().line);
        if (x + labelWidth > width())
            continue; // half a number is a wrong one
        painter.setPen(colours().quietText);
        painter.drawText(QRectF(x + 4, 1, labelWidth + kLabelGap, height() - 1),
            Qt::AlignLeft | Qt::AlignVCenter, locale.toString(step));
    }
    if (m_best) {
        const double x = std::floor(xOf(*m_best)) + 0.5;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours().background, 1.0));
        painter.setBrush(colours().text);
        painter.drawPolygon(QPolygonF({{x - kMark, 0.0}, {x + kMark, 0.0}, {x, 1.8 * kMark}}));
    }
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/lanes/ruler_lane.h"

#include "widgets/time/time_axis.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>
#include <QToolTip>
#include <cmath>
#include <utility>

namespace steerscope {

namespace {

constexpr int kLabelGap = 24; // px between labels
constexpr double kShortTick = 4.0;
constexpr double kMarkSize = 5.0;

} // namespace

RulerLane::RulerLane(TimeView* view, QWidget* parent)
    : TimeLane(view, parent)
{
    setAccessibleName(tr("Time ruler"));
    setAccessibleDescription(tr("Times of the visible part of the recording; click to move the play cursor"));
}

void RulerLane::setMarks(std::vector<TimeMark> marks)
{
    m_marks = std::move(marks);
    update();
}

QSize RulerLane::sizeHint() const
{
    return {600, fontMetrics().height() + 6};
}

QSize RulerLane::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void RulerLane::paintLane(QPainter& painter, const QRect&)
{
    const int labelWidth = fontMetrics().horizontalAdvance(formatTime(timeView()->end(), 3));
    const TimeTicks ticks = timeTicks(timeView()->visible(), width(), labelWidth + kLabelGap);
    const double bottom = height() - 1.0;
    painter.fillRect(QRectF(0, bottom, width(), 1), colours().line);
    const double division = ticks.step / ticks.divisions;
    const auto first = static_cast<long>(std::ceil(timeView()->start() / division));
    for (long n = first; static_cast<double>(n) * division <= timeView()->end(); ++n)
        painter.fillRect(
            QRectF(std::floor(xOf(static_cast<double>(n) * division)), bottom - kShortTick, 1, kShortTick),
            colours().line);
    for (const double seconds : ticks.labelled) {
        const double x = std::floor(xOf(seconds));
        painter.fillRect(QRectF(x, 0, 1, height()), colours().line);
        painter.setPen(colours().quietText);
        painter.drawText(QRectF(x + 4, 0, labelWidth + kLabelGap, bottom - 2),
            Qt::AlignLeft | Qt::AlignVCenter, formatTime(seconds, ticks.places));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Highlight));
    for (const TimeMark& mark : m_marks) {
        const double x = xOf(mark.seconds);
        if (x > -kMarkSize && x < width() + kMarkSize)
            painter.drawPolygon(QPolygonF{
                {x - kMarkSize, bottom - kMarkSize}, {x + kMarkSize, bottom - kMarkSize}, {x, bottom}});
    }
}

bool RulerLane::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return TimeLane::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList lines;
    for (const TimeMark& mark : m_marks)
        if (std::abs(xOf(mark.seconds) - help->pos().x()) <= kMarkSize)
            lines << QStringLiteral("%1  %2").arg(formatTime(mark.seconds, 3), mark.text);
    lines.isEmpty() ? QToolTip::hideText()
                    : QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

} // namespace steerscope

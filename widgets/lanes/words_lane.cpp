// SPDX-License-Identifier: MIT
#include "widgets/lanes/words_lane.h"

#include "widgets/lanes/segment_blocks.h"
#include "widgets/time/time_axis.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace steerscope {

WordsLane::WordsLane(TimeView* view, QWidget* parent)
    : TimeLane(view, parent)
{
    setAccessibleName(tr("Words"));
    setAccessibleDescription(
        tr("Transcribed texts at their times; click to go to one, double-click to select its time"));
}

void WordsLane::setSegments(std::vector<Segment> segments)
{
    m_segments = std::move(segments);
    update();
}

QSize WordsLane::sizeHint() const
{
    return {600, fontMetrics().height() + 10};
}

QSize WordsLane::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

int WordsLane::segmentAtX(double x) const
{
    return segmentAt(m_segments, secondsAt(x));
}

void WordsLane::paintLane(QPainter& painter, const QRect&)
{
    for (const SegmentBlock& block : layoutSegments(m_segments, timeView()->visible(), size())) {
        painter.fillRect(block.frame, colours().block);
        painter.fillRect(
            QRectF(block.frame.left(), block.frame.top(), 1, block.frame.height()), colours().line);
        if (block.text.isEmpty())
            continue;
        painter.setPen(colours().blockText);
        const QString text = QString::fromStdString(m_segments[block.segment].text).simplified();
        painter.drawText(block.text, Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(block.text.width())));
    }
}

void WordsLane::clickedAt(const QPoint& position)
{
    const int index = segmentAtX(position.x());
    if (index < 0) {
        TimeLane::clickedAt(position);
        return;
    }
    const Segment& segment = m_segments[index];
    if (!segment.words.empty())
        timeView()->setSelection(segment.start, segment.end);
    timeView()->requestSeek(segment.start);
    Q_EMIT segmentClicked(index);
    if (!segment.words.empty())
        Q_EMIT wordClicked();
}

void WordsLane::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int index = segmentAtX(event->position().x());
    if (index >= 0)
        timeView()->setSelection(m_segments[index].start, m_segments[index].end);
}

bool WordsLane::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return TimeLane::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = segmentAtX(help->pos().x());
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    const Segment& segment = m_segments[index];
    //: times of a text, then the text
    const QString text = tr("%1 to %2\n%3")
                             .arg(formatTime(segment.start, 3), formatTime(segment.end, 3),
                                 QString::fromStdString(segment.text).simplified());
    const bool word = segment.words.size() == 1;
    const QString source = !word ? QString()
        : segment.wordSource == WordSource::Ctc
        ? tr("\nfound by the CTC head, %1 % sure").arg(std::lround(100.0 * segment.words[0].score))
        : tr("\ntimes from a file");
    QToolTip::showText(help->globalPos(), text + source, this);
    return true;
}

} // namespace steerscope

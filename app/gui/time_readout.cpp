// SPDX-License-Identifier: MIT
#include "app/gui/time_readout.h"

#include "widgets/time/time_axis.h"
#include "widgets/time/time_view.h"

#include <QFontDatabase>

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kPlaces = 3;

} // namespace

TimeReadout::TimeReadout(TimeView* time, QWidget* parent)
    : QLabel(parent)
    , m_time(time)
{
    setAlignment(Qt::AlignCenter);
    setAccessibleName(tr("Time"));
    setToolTip(tr("Cursor and length of the recording"));
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(time, &TimeView::cursorChanged, this, &TimeReadout::refresh);
    refresh();
}

void TimeReadout::setRecorded(double seconds)
{
    m_recorded = seconds;
    refresh();
}

void TimeReadout::setLength(double seconds)
{
    m_length = seconds;
    refresh();
}

void TimeReadout::refresh()
{
    const QString text = m_recorded >= 0.0
        ? formatTime(m_recorded, 1)
        : QStringLiteral("%1 / %2").arg(
            formatTime(m_time->cursor().value_or(0.0), kPlaces), formatTime(m_length, kPlaces));
    // As wide as the widest text so far, so that the tool bar stands still.
    setMinimumWidth(std::max(minimumWidth(), fontMetrics().horizontalAdvance(text) + 16));
    setText(text);
}

} // namespace steerscope

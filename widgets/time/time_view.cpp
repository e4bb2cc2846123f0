// SPDX-License-Identifier: MIT
#include "widgets/time/time_view.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

TimeView::TimeView(QObject* parent)
    : QObject(parent)
{
}

bool TimeView::fitsAll() const
{
    return m_visible == TimeSpan{0.0, axisEnd()};
}

void TimeView::setDuration(double seconds)
{
    seconds = std::max(seconds, 0.0);
    if (seconds == m_duration)
        return;
    const bool followed = fitsAll();
    m_duration = seconds;
    Q_EMIT durationChanged(seconds);
    if (followed)
        fit();
    else
        setVisible(m_visible.start, m_visible.end);
    if (m_selection)
        setSelection(m_selection->start, m_selection->end);
    if (m_cursor)
        setCursor(m_cursor);
}

void TimeView::setVisible(double start, double end)
{
    if (!std::isfinite(start) || !std::isfinite(end))
        return;
    const double limit = axisEnd();
    const double length = std::clamp(end - start, std::min(kShortestSpan, limit), limit);
    start = std::clamp(start, 0.0, limit - length);
    const TimeSpan wanted{start, length == limit ? limit : start + length};
    if (wanted == m_visible)
        return;
    m_visible = wanted;
    Q_EMIT visibleChanged();
}

void TimeView::zoomAt(double seconds, double factor)
{
    if (!(factor > 0.0))
        return;
    const double length
        = std::clamp(m_visible.length() / factor, std::min(kShortestSpan, axisEnd()), axisEnd());
    const double share = (seconds - m_visible.start) / m_visible.length();
    const double start = seconds - share * length;
    setVisible(start, start + length);
}

void TimeView::panBy(double seconds)
{
    setVisible(m_visible.start + seconds, m_visible.end + seconds);
}

void TimeView::fit()
{
    setVisible(0.0, axisEnd());
}

void TimeView::reveal(double seconds)
{
    if (seconds < m_visible.start || seconds > m_visible.end)
        panBy(seconds - 0.1 * m_visible.length() - m_visible.start);
}

void TimeView::setSelection(double start, double end)
{
    std::optional<TimeSpan> wanted;
    const TimeSpan span{
        std::clamp(std::min(start, end), 0.0, m_duration), std::clamp(std::max(start, end), 0.0, m_duration)};
    if (span.length() > 0.0)
        wanted = span;
    if (wanted == m_selection)
        return;
    m_selection = wanted;
    Q_EMIT selectionChanged();
}

void TimeView::clearSelection()
{
    setSelection(0.0, 0.0);
}

void TimeView::setCursor(std::optional<double> seconds)
{
    if (seconds)
        seconds = std::clamp(*seconds, 0.0, m_duration);
    if (seconds == m_cursor)
        return;
    m_cursor = seconds;
    Q_EMIT cursorChanged();
}

void TimeView::setHover(std::optional<double> seconds)
{
    if (seconds == m_hover)
        return;
    m_hover = seconds;
    Q_EMIT hoverChanged();
}

void TimeView::requestSeek(double seconds)
{
    if (m_duration > 0.0)
        Q_EMIT seekRequested(std::clamp(seconds, 0.0, m_duration));
}

double TimeView::xOf(double seconds, double width) const
{
    return (seconds - m_visible.start) / m_visible.length() * width;
}

double TimeView::secondsAt(double x, double width) const
{
    return width > 0.0 ? m_visible.start + x / width * m_visible.length() : m_visible.start;
}

} // namespace steerscope

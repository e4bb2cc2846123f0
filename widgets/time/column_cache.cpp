// SPDX-License-Identifier: MIT
#include "widgets/time/column_cache.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace steerscope {

ColumnCache::ColumnCache(std::vector<QImage::Format> planes)
    : m_formats(std::move(planes))
    , m_planes(m_formats.size())
{
}

std::vector<ColumnRange> ColumnCache::moveTo(const TimeSpan& visible, int columns, int rows)
{
    if (columns <= 0 || rows <= 0)
        return {};
    if (columns != this->columns() || rows != m_planes.front().height())
        resize(columns, rows);
    // A pan changes the length of the span by rounding only: the grid must not move then.
    const double secondsPerColumn = visible.length() / columns;
    if (std::abs(secondsPerColumn - m_secondsPerColumn) > 1e-9 * m_secondsPerColumn) {
        m_secondsPerColumn = secondsPerColumn;
        invalidate();
    }
    const long first = std::lround(visible.start / m_secondsPerColumn);
    if (first != m_first)
        scroll(first - m_first);
    m_first = first;
    return takeInvalid();
}

void ColumnCache::resize(int columns, int rows)
{
    for (std::size_t i = 0; i < m_planes.size(); ++i)
        m_planes[i] = QImage(columns, rows, m_formats[i]);
    m_valid.assign(columns, 0);
}

void ColumnCache::scroll(long by)
{
    const long count = columns();
    if (std::labs(by) >= count) {
        invalidate();
        return;
    }
    const long kept = count - std::labs(by);
    const long from = std::max(by, 0L);
    const long to = std::max(-by, 0L);
    for (QImage& plane : m_planes) {
        const long bytes = plane.depth() / 8;
        for (int y = 0; y < plane.height(); ++y) {
            uchar* line = plane.scanLine(y);
            std::memmove(line + to * bytes, line + from * bytes, kept * bytes);
        }
    }
    std::memmove(m_valid.data() + to, m_valid.data() + from, kept);
    const auto gap = m_valid.begin() + (by > 0 ? kept : 0);
    std::fill(gap, gap + std::labs(by), 0);
}

void ColumnCache::invalidate()
{
    std::fill(m_valid.begin(), m_valid.end(), 0);
}

void ColumnCache::invalidate(const TimeSpan& span)
{
    if (!(m_secondsPerColumn > 0.0))
        return;
    const double count = columns();
    const auto from
        = static_cast<int>(std::clamp(std::floor(span.start / m_secondsPerColumn) - m_first, 0.0, count));
    const auto end
        = static_cast<int>(std::clamp(std::ceil(span.end / m_secondsPerColumn) - m_first, 0.0, count));
    if (from < end)
        std::fill(m_valid.begin() + from, m_valid.begin() + end, 0);
}

TimeSpan ColumnCache::spanOf(int column) const
{
    const auto number = static_cast<double>(m_first + column);
    return {number * m_secondsPerColumn, (number + 1.0) * m_secondsPerColumn};
}

std::vector<ColumnRange> ColumnCache::takeInvalid()
{
    std::vector<ColumnRange> ranges;
    const auto end = m_valid.end();
    for (auto at = std::find(m_valid.begin(), end, 0); at != end; at = std::find(at, end, 0)) {
        const auto stop = std::find(at, end, 1);
        ranges.push_back({static_cast<int>(at - m_valid.begin()), static_cast<int>(stop - m_valid.begin())});
        m_filled += stop - at;
        std::fill(at, stop, 1);
        at = stop;
    }
    return ranges;
}

void drawColumns(QPainter& painter, const ColumnCache& cache, double height)
{
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawImage(QRectF(0, 0, cache.columns() / ratio, height), cache.plane());
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The drawn columns of a lane, kept between paints: only columns that came into view or changed are filled
// again.
#pragma once

#include "widgets/time/time_view.h"

#include <QImage>
#include <vector>

class QPainter;

namespace steerscope {

struct ColumnRange { // image columns from..end-1
    int from = 0;
    int end = 0;

    bool operator==(const ColumnRange&) const = default;
};

// Columns lie on a grid fixed to time zero, so that panning moves pictures without averaging anew; what is
// shown is at most half a column off. Planes are images of the same size that move together (colours, and
// what goes with them).
class ColumnCache {
public:
    explicit ColumnCache(std::vector<QImage::Format> planes);

    // Brings `visible` onto `columns` x `rows` cells. Returns the columns that the caller must now fill in
    // every plane, left to right; their old content is undefined.
    std::vector<ColumnRange> moveTo(const TimeSpan& visible, int columns, int rows);
    void invalidate();
    void invalidate(const TimeSpan& span);

    // Time that an image column stands for.
    TimeSpan spanOf(int column) const;
    QImage& plane(int index = 0) { return m_planes[index]; }
    const QImage& plane(int index = 0) const { return m_planes[index]; }
    int columns() const { return static_cast<int>(m_valid.size()); }
    // Columns ever handed out for filling: what painting has cost.
    long filled() const { return m_filled; }

private:
    void resize(int columns, int rows);
    void scroll(long by);
    std::vector<ColumnRange> takeInvalid();

    std::vector<QImage::Format> m_formats;
    std::vector<QImage> m_planes;
    std::vector<char> m_valid; // a column each
    double m_secondsPerColumn = 0.0;
    long m_first = 0; // grid number of image column 0
    long m_filled = 0;
};

// Paints plane 0 from the lane's left edge over `height` logical pixels, a column a physical pixel.
void drawColumns(QPainter& painter, const ColumnCache& cache, double height);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "widgets/tracks/header_geometry.h"

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kGap = 6;
constexpr int kPreferredBar = 110;

} // namespace

HeaderColumns headerColumns(int width, const QFontMetrics& metrics)
{
    HeaderColumns columns;
    columns.numberLeft = columns.markWidth + 2;
    columns.numberWidth = metrics.horizontalAdvance(QStringLiteral("out")) + 4;
    columns.buttonWidth = std::max(16, metrics.horizontalAdvance(QLatin1Char('M')) + 6);
    columns.muteLeft = columns.numberLeft + columns.numberWidth + kGap;
    columns.soloLeft = columns.muteLeft + columns.buttonWidth + 2;
    columns.valueWidth = metrics.horizontalAdvance(QStringLiteral("=-0.0000")) + 2;
    columns.valueLeft = width - columns.valueWidth - kGap;
    columns.barLeft = columns.soloLeft + columns.buttonWidth + kGap + 4;
    columns.barWidth = std::max(20, columns.valueLeft - columns.barLeft - kGap);
    return columns;
}

int preferredHeaderWidth(const QFontMetrics& metrics)
{
    const HeaderColumns columns = headerColumns(0, metrics);
    return columns.barLeft + kPreferredBar + kGap + columns.valueWidth + kGap;
}

HeaderPart partAt(const HeaderColumns& columns, int x)
{
    if (x < 0)
        return HeaderPart::None;
    if (x < columns.muteLeft)
        return HeaderPart::Number;
    if (x < columns.soloLeft)
        return HeaderPart::Mute;
    if (x < columns.soloLeft + columns.buttonWidth + 2)
        return HeaderPart::Solo;
    return x < columns.valueLeft ? HeaderPart::Bar : HeaderPart::Value;
}

QRect rowRect(const TrackLayout& layout, int row, int width)
{
    return {0, layout.yOf(row), width, layout.rowHeight};
}

QRect grownRect(const TrackLayout& layout, int row, int width, int grownHeight)
{
    const int height = std::max(layout.rowHeight, grownHeight);
    const int centred = layout.yOf(row) + (layout.rowHeight - height) / 2;
    return {0, std::clamp(centred, 0, std::max(0, layout.totalHeight - height)), width, height};
}

QRectF barRect(const HeaderColumns& columns, const QRect& row, bool twoLines)
{
    const int height = twoLines ? row.height() / 2 : row.height();
    const int inset = row.height() >= TrackLayout::kCompactBelow ? 2 : 0;
    return {double(columns.barLeft), double(row.top() + inset + (twoLines ? 2 : 0)), double(columns.barWidth),
        double(height - 2 * inset)};
}

int labelEvery(int rowHeight, int textHeight)
{
    for (int every : {1, 2, 4, 8})
        if (every * rowHeight >= textHeight)
            return every;
    return 16;
}

std::vector<PaintedRow> rowsPassed(int fromRow, double fromX, int toRow, double toX)
{
    std::vector<PaintedRow> rows;
    if (fromRow == toRow)
        return {{toRow, toX}};
    const int step = toRow > fromRow ? 1 : -1;
    for (int row = fromRow + step; row != toRow + step; row += step)
        rows.push_back({row, fromX + (toX - fromX) * (row - fromRow) / (toRow - fromRow)});
    return rows;
}

bool leavesRow(const TrackLayout& layout, int row, int y)
{
    const int wobble = std::min(layout.rowHeight / 2 + 4, 12);
    return y < layout.yOf(row) - wobble || y >= layout.yOf(row) + layout.rowHeight + wobble;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Where the parts of a layer's header lie, and which rows a drag passes. Free functions of plain values.
#pragma once

#include "widgets/tracks/track_layout.h"

#include <QFontMetrics>
#include <QRect>
#include <QRectF>

#include <vector>

namespace steerscope {

enum class HeaderPart { None, Number, Mute, Solo, Bar, Value };

// Columns, shared by all rows; they stay where they are when rows get compact, so that what grows under the
// pointer is what the pointer is on.
struct HeaderColumns {
    int markWidth = 3; // changed
    int numberLeft = 0, numberWidth = 0;
    int muteLeft = 0, soloLeft = 0, buttonWidth = 0;
    int barLeft = 0, barWidth = 0;
    int valueLeft = 0, valueWidth = 0;
};
HeaderColumns headerColumns(int width, const QFontMetrics& metrics);
// The width at which every column is comfortable.
int preferredHeaderWidth(const QFontMetrics& metrics);
HeaderPart partAt(const HeaderColumns& columns, int x);

// A row's rectangle; and, for a compact row, the larger one that it grows to, kept within the column.
QRect rowRect(const TrackLayout& layout, int row, int width);
QRect grownRect(const TrackLayout& layout, int row, int width, int grownHeight);
// The bar within a row; for a row with a second line of text it lies in the first.
QRectF barRect(const HeaderColumns& columns, const QRect& row, bool twoLines);

// Every how many layers a number is written when rows are too low for each.
int labelEvery(int rowHeight, int textHeight);

struct PaintedRow {
    int row = 0;
    double x = 0.0; // where the pointer's path crosses the row
    bool operator==(const PaintedRow&) const = default;
};
// Rows passed between two pointer positions, the first left out and the last included: a fast pointer skips
// none.
std::vector<PaintedRow> rowsPassed(int fromRow, double fromX, int toRow, double toX);
// Whether a drag that began at one height has become painting: it has left its row by more than a hand's
// wobble.
bool leavesRow(const TrackLayout& layout, int row, int y);

} // namespace steerscope

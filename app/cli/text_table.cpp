// SPDX-License-Identifier: MIT
#include "app/cli/text_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

namespace steerscope::cli {
namespace {

std::size_t width(const std::string& cell)
{
    return static_cast<std::size_t>(
        std::count_if(cell.begin(), cell.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::size_t> columnWidths(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths.resize(std::max(widths.size(), column + 1));
            widths[column] = std::max(widths[column], width(row[column]));
        }
    return widths;
}

} // namespace

std::string textTable(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& align)
{
    const std::vector<std::size_t> widths = columnWidths(rows);
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string padding(widths[column] - width(row[column]), ' ');
            const bool right = align[std::min(column, align.size() - 1)] == Align::Right;
            line += column == 0 ? "" : "  ";
            line += right ? padding + row[column] : row[column] + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::string fixed(double value, int digits)
{
    char buffer[400];
    const int length = std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
    return std::string(buffer, static_cast<std::size_t>(length));
}

std::string byteSize(double bytes)
{
    int unit = 0;
    constexpr const char* kUnits[] = {" B", " kB", " MB", " GB", " TB"};
    for (; bytes >= 1000.0 && unit < 4; ++unit)
        bytes /= 1000.0;
    return fixed(bytes, unit == 0 ? 0 : 1) + kUnits[unit];
}

} // namespace steerscope::cli

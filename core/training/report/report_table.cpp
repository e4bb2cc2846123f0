// SPDX-License-Identifier: MIT
#include "core/training/report/report_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace steerscope::report {
namespace {

std::string fixedText(double value, int digits)
{
    std::array<char, 400> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, value);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        if (c == '|')
            result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

bool isNumeric(const ReportTable& table, std::size_t column)
{
    return !table.rows.empty()
        && std::all_of(table.rows.begin(), table.rows.end(),
            [column](const auto& row) { return row[column].value.has_value() || row[column].text == "-"; });
}

std::string csvCell(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

// Shortest text that reads back as the same number; an absent number is an empty cell.
std::string csvCell(const Cell& cell)
{
    if (!cell.value)
        return cell.text == "-" ? "" : csvCell(cell.text);
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *cell.value).ptr;
    return {buffer.data(), end};
}

} // namespace

Cell::Cell(std::string shown)
    : text(std::move(shown))
{
}

Cell::Cell(const char* shown)
    : text(shown)
{
}

Cell::Cell(int number)
    : Cell(static_cast<long>(number))
{
}

Cell::Cell(long number)
    : text(std::to_string(number))
    , value(static_cast<double>(number))
{
}

Cell::Cell(std::string shown, double exact)
    : text(std::move(shown))
    , value(exact)
{
}

std::string markdownTable(const ReportTable& table)
{
    std::string text = "|";
    for (const std::string& name : table.header)
        text += " " + escaped(name) + " |";
    text += "\n|";
    for (std::size_t column = 0; column < table.header.size(); ++column)
        text += isNumeric(table, column) ? "---:|" : "---|";
    text += '\n';
    for (const auto& row : table.rows) {
        text += '|';
        for (const Cell& cell : row)
            text += " " + escaped(cell.text) + " |";
        text += '\n';
    }
    return text;
}

std::string csvTable(const ReportTable& table)
{
    std::string text;
    for (std::size_t column = 0; column < table.header.size(); ++column)
        text += (column > 0 ? "," : "") + csvCell(table.header[column]);
    text += '\n';
    for (const auto& row : table.rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            text += (column > 0 ? "," : "") + csvCell(row[column]);
        text += '\n';
    }
    return text;
}

Cell numberCell(std::optional<double> value, int digits)
{
    return value ? Cell(fixedText(*value, digits), *value) : Cell("-");
}

Cell percentCell(std::optional<double> share, int digits)
{
    return share ? Cell(fixedText(*share * 100.0, digits) + " %", *share) : Cell("-");
}

} // namespace steerscope::report

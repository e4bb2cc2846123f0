// SPDX-License-Identifier: MIT
// One table, written as Markdown for people and as CSV for other programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace steerscope::report {

// A cell shows a text; where it stands for a number, CSV gets the number at full precision.
struct Cell {
    std::string text;
    std::optional<double> value;

    Cell(std::string shown);
    Cell(const char* shown);
    Cell(int number);
    Cell(long number);
    Cell(std::string shown, double exact);
};

struct ReportTable {
    std::vector<std::string> header;
    std::vector<std::vector<Cell>> rows; // as wide as the header
};

// Columns whose cells are all numbers stand to the right. Bars in cells are escaped, line breaks become
// spaces.
std::string markdownTable(const ReportTable& table);

// RFC 4180 with LF: cells with commas, quotes or line breaks are quoted.
std::string csvTable(const ReportTable& table);

// A number as people read it: digits after the point; "-" where there is none.
Cell numberCell(std::optional<double> value, int digits);
Cell percentCell(std::optional<double> share, int digits = 2); // 0.125 -> "12.50 %"; CSV: 0.125

} // namespace steerscope::report

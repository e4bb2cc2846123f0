// SPDX-License-Identifier: MIT
// Rows of cells as lines with aligned columns, for people to read.
#pragma once

#include <string>
#include <vector>

namespace steerscope::cli {

enum class Align { Left, Right };

// Columns two spaces apart; the last column of a row may be as long as it likes. Widths count Unicode code
// points. align: a column each, the last one for all that follow.
std::string textTable(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& align);

// digits after the point, as printf's %.*f.
std::string fixed(double value, int digits);
// Rounded to one digit after the point: "1.5 GB", "640 B".
std::string byteSize(double bytes);

} // namespace steerscope::cli

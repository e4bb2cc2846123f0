// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace steerscope::cli {

// A whole file, "-" being stdin. Throws Failure(Input).
std::string readText(const std::string& path);

// Its lines without their ends (LF or CR LF); an end of line at the very end begins no further line.
std::vector<std::string> readLines(const std::string& path);

} // namespace steerscope::cli

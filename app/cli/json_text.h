// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace steerscope::cli {

using Json = nlohmann::ordered_json;

// indent -1 is one line. Bytes that are not UTF-8 (file names may have some) become U+FFFD. Ends with a line
// break.
std::string jsonText(const Json& json, int indent = 2);

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
// Times as text formats write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace steerscope {

// To the microsecond, no more digits than needed, never with an exponent; what is below 0 is "0".
std::string secondsText(double seconds);
// Decimal digits with or without a point or an exponent; nullopt for anything else, infinities and below 0.
std::optional<double> secondsFromText(std::string_view text);

} // namespace steerscope

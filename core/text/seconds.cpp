// SPDX-License-Identifier: MIT
#include "core/text/seconds.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <system_error>

namespace steerscope {

std::string secondsText(double seconds)
{
    char buffer[400]; // the longest double
    const int length = std::snprintf(buffer, sizeof buffer, "%.6f", seconds > 0.0 ? seconds : 0.0);
    std::string text(buffer, static_cast<std::size_t>(length));
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

std::optional<double> secondsFromText(std::string_view text)
{
    double seconds = 0.0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, seconds);
    if (text.empty() || error != std::errc() || stopped != end || !std::isfinite(seconds) || seconds < 0.0)
        return std::nullopt;
    return std::abs(seconds); // "-0"
}

} // namespace steerscope

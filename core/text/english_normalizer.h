// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace steerscope {

// TextNormalizer::WhisperEnglish. text: valid UTF-8.
std::string normalizedEnglish(std::string_view text);

} // namespace steerscope

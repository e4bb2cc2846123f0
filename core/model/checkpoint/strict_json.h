// SPDX-License-Identifier: MIT
// JSON of foreign files, read strictly: one value and nothing after it, no key twice, bounded size, depth and
// number of values. No torch in this header.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace steerscope {

struct JsonLimits {
    std::size_t bytes = 64u << 20;
    std::size_t depth = 32; // of arrays and objects
    std::size_t values = 4'000'000;
};

// where: what to call the text in a message. Throws Failure(Input).
nlohmann::json parseStrictJson(
    std::string_view text, const std::string& where, const JsonLimits& limits = {});
nlohmann::json readStrictJson(const std::filesystem::path& file, const JsonLimits& limits = {});

} // namespace steerscope

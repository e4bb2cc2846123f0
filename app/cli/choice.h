// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace steerscope::cli {

// An option that takes one of a few words; its help shows them as "a|b|c".
CLI::Option* addChoice(CLI::App& command, const std::string& name, std::string& value,
    const std::vector<std::string>& words, const std::string& description);

} // namespace steerscope::cli

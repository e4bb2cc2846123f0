// SPDX-License-Identifier: MIT
// The sentences of the language task. No torch in this header.
#pragma once

#include "core/base/stop_flag.h"

#include <filesystem>
#include <string>
#include <vector>

namespace steerscope {

struct Sentences {
    std::vector<std::string> train;
    std::vector<std::string> dev; // one line in 250, chosen by its text, so that it is never trained on
    std::string key; // changes with the texts
};

// A sentence a line, UTF-8; empty lines and lines above `longest` bytes are left out. Throws Failure(Input).
Sentences readSentences(
    const std::vector<std::filesystem::path>& files, std::size_t longest, const StopFlag& stop);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Subtitles: a segment a cue, its lines joined, without the markup.
#pragma once

#include "core/base/transcript.h"

#include <string>
#include <string_view>

namespace steerscope {

// text: UTF-8 without a byte order mark. name: for the messages. Both throw Failure(Input) with the line.
Transcript parseSubRip(std::string_view text, const std::string& name);
Transcript parseWebVtt(std::string_view text, const std::string& name);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Recordings named on the command line; "-" is a recording on stdin.
#pragma once

#include "app/cli/command.h"
#include "core/audio/audio_file.h"

#include <string>
#include <vector>

namespace steerscope::cli {

// Looks at each file's header, so that a wrong name is said before a model is loaded. Throws Failure(Input),
// Failure(Usage) for more than one "-".
void checkAudio(const std::vector<std::string>& paths);

// Says the file's warnings on the console.
LoadedAudio loadAudio(const std::string& path, Environment& environment);

} // namespace steerscope::cli

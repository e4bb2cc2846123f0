// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_flag.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace steerscope::experiment {

struct ChildResult {
    int code = -1; // exit code; -1: ended by a signal
    int signal = 0;
};

// Runs a program to its end. stdout goes to `output`, stderr is appended to `log`; stdin is empty. `watch` is
// called some twice a second. A raised stop flag is passed on as SIGINT once, the child ends in its own way,
// and Failure(Cancelled) is thrown. The child ends too when this process is killed. Throws Failure(Output)
// when the program cannot be started.
ChildResult runChild(const std::vector<std::string>& command, const std::filesystem::path& output,
    const std::filesystem::path& log, const std::function<void()>& watch, const StopFlag& stop);

} // namespace steerscope::experiment

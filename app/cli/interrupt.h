// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_flag.h"

namespace steerscope::cli {

// From now on Ctrl-C (and SIGTERM) raises the flag; a second one ends the program at once.
void stopOnInterrupt(const StopFlag& stop);

} // namespace steerscope::cli

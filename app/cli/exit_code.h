// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

namespace steerscope::cli {

// 0 done; 2 usage; 3 input; 4 model; 5 device or memory; 6 output; 130 stopped; 1 a defect of the program.
int exitCode(ErrorCode code);

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
#pragma once

namespace steerscope {

// The whole program; returns its exit code.
int runProgram(int argc, char** argv);

} // namespace steerscope

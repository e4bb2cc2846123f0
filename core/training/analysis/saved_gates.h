// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/gating_trace.h"

#include <filesystem>
#include <vector>

namespace steerscope::analysis {

// Gates that were saved: a window each, as transcribe --gates and the window's export write them
// (core/protocol/gates_file.h), or the gates.N [T, E] of one pass that `encode` or another tool wrote; those
// say nothing of padding, so all their frames count, and gates.0 alone is steering after the encoder. What a
// file does not hold (scales, pushes) stays 0 or empty. Throws Failure(Input) naming what is wrong.
std::vector<GatingTrace> readSavedGates(const std::filesystem::path& file);

} // namespace steerscope::analysis

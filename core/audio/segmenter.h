// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/run.h"
#include "core/base/waveform.h"

#include <vector>

namespace steerscope {

// Cuts a recording into audio windows of at most windowSeconds: each cut is at the quietest point of the last
// 20 % of the window. Windows touch, cover the whole recording and are in order. A recording that fits is one
// window; a recording without samples has none. Quiet is the lowest energy over 30 ms, looked for every 5 ms;
// the cut is in the middle of them, and of equally quiet places (digital silence) at the last. Throws
// Failure(Model) for a window without length.
std::vector<WindowSpan> cutIntoWindows(const Waveform& audio, double windowSeconds);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/run.h"
#include "core/base/waveform.h"

#include <vector>

namespace steerscope {

// Cuts a recording into audio windows of at most windowSeconds: each cut is at the quietest point of the last
// 20 % of the window. Windows touch, cover the whole recording and are in order. A recording that fits is one
// window.
std::vector<WindowSpan> cutIntoWindows(const Waveform& audio, double windowSeconds);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/audio/speech_segments.h"
#include "core/base/run.h"
#include "core/base/waveform.h"

#include <span>
#include <vector>

namespace steerscope {

// Cuts a recording into audio windows of at most windowSeconds: each cut is at the quietest point of the last
// 20 % of the window. Windows touch, cover the whole recording and are in order. A recording that fits is one
// window; a recording without samples has none. Quiet is the lowest energy over 30 ms, looked for every 5 ms;
// the cut is in the middle of them, and of equally quiet places (digital silence) at the last. Throws
// Failure(Model) for a window without length.
std::vector<WindowSpan> cutIntoWindows(const Waveform& audio, double windowSeconds);

// The same where it is known what is speech (in order, without overlaps): each cut is in the pause of the
// last 20 % of the window that leaves speech farthest away, at the pause's middle as far as that is in reach;
// without a pause there, in one of the last half; without one there either, at the quietest point as above.
std::vector<WindowSpan> cutIntoWindows(
    const Waveform& audio, double windowSeconds, std::span<const SpeechSpan> speech);

// Whether any of the window is speech.
bool holdsSpeech(const Waveform& audio, const WindowSpan& window, std::span<const SpeechSpan> speech);

} // namespace steerscope

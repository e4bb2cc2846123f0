// SPDX-License-Identifier: MIT
#pragma once

namespace steerscope {

// ALSA and JACK report every device they merely probe on stderr, over a hundred lines on a machine without a
// sound card. Replaces their message handlers by silent ones, where those libraries are loaded; errors that
// matter come back as return values.
void quietAudioLibraries();

} // namespace steerscope

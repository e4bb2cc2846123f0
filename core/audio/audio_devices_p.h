// SPDX-License-Identifier: MIT
#pragma once

#include "core/audio/port_audio_p.h"

#include <string>

namespace steerscope {

// The device of this id, the default one for an empty id. PortAudio is initialised and locked by the caller.
// Throws Failure(Audio): none there, none of that id.
PaDeviceIndex findDevice(Direction direction, const std::string& id);

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/waveform.h"

#include <filesystem>

namespace steerscope {

// Writes mono 32-bit float wav (RF64 beyond 4 GB), so that readAudio gives the same samples back. The file
// appears under its name, or replaces what was there, only when it is whole. Throws Failure(Output).
void writeWav(const std::filesystem::path& file, const Waveform& waveform);

} // namespace steerscope

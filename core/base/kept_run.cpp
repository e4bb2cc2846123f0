// SPDX-License-Identifier: MIT
#include "core/base/kept_run.h"

#include "core/base/sha256.h"

namespace steerscope {

std::string waveformHash(const Waveform& audio)
{
    Sha256 hash;
    hash.add(audio.samples.data(), audio.samples.size() * sizeof(float));
    return hash.hex();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace steerscope {

// Log-mel features of one audio window, the encoder's input: values[mel * frames + frame], [mels, frames], 10
// ms a frame.
struct MelSpectrogram {
    int mels = 0;
    int frames = 0;
    std::vector<float> values;

    float at(int mel, int frame) const { return values[static_cast<std::size_t>(mel) * frames + frame]; }
};

} // namespace steerscope

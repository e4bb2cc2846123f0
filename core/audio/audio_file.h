// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_flag.h"
#include "core/base/waveform.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace steerscope {

struct AudioFileInfo {
    std::string path;
    double seconds = 0.0;
    int sampleRate = 0; // Hz, of the file
    int channels = 0;
    std::string format; // "WAV 16 bit", "FLAC", ...
};

struct LoadedAudio {
    AudioFileInfo info;
    Waveform waveform; // 16 kHz mono
    std::vector<std::string> warnings; // "12 samples were not finite and count as 0", "the file is cut short"
};

// wav, rf64, w64, flac, ogg, opus, mp3, aiff; any rate from 1 Hz to 768 kHz, any channel count (mixed by
// mean), any bit depth; resampled by soxr at very high quality. Throws Failure(Input) for what cannot be read
// or holds no samples.
LoadedAudio readAudio(
    const std::filesystem::path& file, const ProgressFn& progress = {}, const StopFlag& stop = {});
AudioFileInfo inspectAudio(const std::filesystem::path& file);

} // namespace steerscope

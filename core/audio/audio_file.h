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
    double seconds = 0.0; // 0 where only reading the whole file would tell (a FLAC stream of unknown length)
    int sampleRate = 0; // Hz, of the file
    int channels = 0;
    std::string format; // "WAV 16 bit", "FLAC", ...
};

struct LoadedAudio {
    AudioFileInfo info;
    Waveform waveform; // 16 kHz mono
    std::vector<std::string> warnings; // "12 samples were not finite and count as 0", "the file is cut short"
};

// Longer recordings are refused: 24 hours of 16 kHz mono are 5.5 GB.
inline constexpr double kLongestAudioSeconds = 24.0 * 3600.0;

// wav, rf64, w64, flac, ogg, opus, mp3, aiff; any rate from 1 Hz to 768 kHz, any channel count (mixed by
// mean), any bit depth; resampled by soxr at very high quality. Throws Failure(Input) for what cannot be read
// or holds no samples, Failure(Cancelled) when stopped. Decoded in blocks: memory is the result's, whatever
// the channel count. A file that is cut short yields what is there, with a warning. The content decides what
// the file is, not its name; codecs other than PCM, float, A-law and mu-law are refused in wav and aiff.
LoadedAudio readAudio(
    const std::filesystem::path& file, const ProgressFn& progress = {}, const StopFlag& stop = {});
// The same without reading the samples.
AudioFileInfo inspectAudio(const std::filesystem::path& file);

} // namespace steerscope

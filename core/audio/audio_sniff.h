// SPDX-License-Identifier: MIT
// What an audio file is by its content, decided before a decoder sees a byte: libsndfile knows dozens of
// formats whose readers are rarely exercised, and a workbench needs seven.
#pragma once

#include <filesystem>

namespace steerscope {

enum class AudioContainer {
    Wav, // RIFF, RIFX, RF64
    W64,
    Aiff, // AIFF, AIFF-C
    Flac,
    Ogg, // Vorbis, Opus or FLAC inside
    Mp3,
};

struct SniffedAudio {
    AudioContainer container = AudioContainer::Wav;
    bool cutShort = false; // the container announces more than the file holds
};

// Throws Failure(Input) for what is missing, not a regular file, empty, not audio, or coded in a way that is
// not read here (ADPCM and the like).
SniffedAudio sniffAudio(const std::filesystem::path& file);

} // namespace steerscope

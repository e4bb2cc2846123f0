// SPDX-License-Identifier: MIT
// Reads the chunk list of WAV, RF64, W64 and AIFF files: the codec, and whether the samples are all there.
#pragma once

#include "core/audio/audio_sniff.h"

#include <cstdint>
#include <istream>
#include <string>

namespace steerscope {

struct ChunkFindings {
    bool hasFormat = false; // a format chunk was found
    bool codecAccepted = false; // plain PCM, float, A-law or mu-law
    std::string codec; // for messages: "WAVE format 0x0011", "AIFF-C ima4"
    bool cutShort = false; // the sample chunk is longer than what is left of the file
};

// `container` is Wav, W64 or Aiff; the stream is at any position. Reads only chunk headers and a few bytes.
ChunkFindings walkChunks(std::istream& stream, std::uint64_t fileSize, AudioContainer container);

} // namespace steerscope

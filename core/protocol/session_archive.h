// SPDX-License-Identifier: MIT
// Recordings and runs of a session as one file that can be sent to somebody and run again
// (docs/session-archive.md has the bytes).
#pragma once

#include "core/base/kept_run.h"
#include "core/base/waveform.h"

#include <filesystem>
#include <string>
#include <vector>

namespace steerscope {

inline constexpr const char* kSessionArchiveEnding = ".steersession";

struct ArchivedRecording {
    KeptRecording recording;
    Waveform audio; // 16 kHz mono, as the model heard it: sample for sample
    std::string reference; // the right words, where somebody typed them
};

struct ArchivedRun {
    KeptRun run; // of a recording of the same hash
    KeptGates gates; // half precision
};

struct SessionArchive {
    std::vector<ArchivedRecording> recordings;
    std::vector<ArchivedRun> runs;

    const ArchivedRecording* recordingOf(const KeptRun& run) const; // null: not in here
};

// Appears whole or not at all; throws Failure(Output).
void writeSessionArchive(const std::filesystem::path& file, const SessionArchive& archive);

// Throws Failure(Input) that names the file: not an archive, of a later version, cut short or changed since
// it was written.
SessionArchive readSessionArchive(const std::filesystem::path& file);

} // namespace steerscope

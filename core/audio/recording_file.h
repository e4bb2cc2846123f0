// SPDX-License-Identifier: MIT
// The file of a recording while it grows: mono 32-bit float, so that no level clips and what is kept is what
// the device gave. Its header is right after every append: a killed process loses nothing that was appended.
// A plain wav until it passes 4 GB, RF64 from then on (libsndfile keeps room for the longer header).
#pragma once

#include "core/audio/byte_store.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace steerscope {

class RecordingFile {
public:
    // Creates the file; throws Failure(Output).
    RecordingFile(const std::filesystem::path& file, int sampleRate);
    // The same into any store; `name` is for messages.
    RecordingFile(std::unique_ptr<ByteStore> store, std::string name, int sampleRate);
    ~RecordingFile(); // closes
    RecordingFile(const RecordingFile&) = delete;
    RecordingFile& operator=(const RecordingFile&) = delete;

    // Throws Failure(Output) when not everything could be written; what could is kept and counted.
    void append(std::span<const float> samples);
    void sync(); // to the disk itself, against power loss
    // Finishes the header. Nothing may be appended afterwards.
    void close();

    std::uint64_t frames() const { return m_frames; }
    int sampleRate() const { return m_sampleRate; }

private:
    struct Handle;
    std::unique_ptr<ByteStore> m_store;
    std::string m_name;
    int m_sampleRate = 0;
    std::uint64_t m_frames = 0;
    std::unique_ptr<Handle> m_handle; // none once closed
};

} // namespace steerscope

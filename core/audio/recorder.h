// SPDX-License-Identifier: MIT
// Microphone to disk. The PortAudio callback only copies into a lock-free ring; a writer thread puts it on
// disk at once, so a crash of anything loses at most a second. The file (core/audio/recording_file.h) is mono
// 32-bit float at the device's own rate: wav, RF64 beyond 4 GB, its header right at all times.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace steerscope {

struct AudioDevice {
    std::string id; // stable between lists: host API and name
    std::string name;
    int inputChannels = 0;
    int outputChannels = 0;
    double defaultSampleRate = 0.0;
    bool defaultInput = false;
    bool defaultOutput = false;
};

// The default first, then sound servers, then what the system lists; converters and the like are left out.
// Re-reads the system's devices unless a stream is open (PortAudio freezes its list while it is).
std::vector<AudioDevice> audioDevices();

struct RecorderOptions {
    std::filesystem::path file; // written while recording; one that holds anything is not overwritten
    std::string device; // AudioDevice::id; empty: the default input
};

struct Levels { // of the last block, linear 0..1
    float peak = 0.0F;
    float rms = 0.0F;
};

class Recorder {
public:
    enum class State { Idle, Recording, Paused, Failed };

    Recorder();
    ~Recorder(); // stops; what was recorded is kept

    // Throws Failure(Audio): no device, device busy; Failure(Output): the file cannot be written.
    void start(const RecorderOptions& options);
    void pause();
    void resume();
    // Ends the recording, after a failure too, and closes the file; safe to call in any state. Returns the
    // file, nullopt if nothing was recorded.
    std::optional<std::filesystem::path> stop();

    State state() const;
    Levels levels() const; // any thread
    double seconds() const; // on disk, any thread; after stop() the last recording's
    int sampleRate() const; // of the file, 0 before start
    // Overflows of the ring, counted, and of the device, which does not tell how many: a block each.
    std::uint64_t lostFrames() const;
    // Set when the state is Failed: device unplugged (no callback for a second, five for the first), disk
    // full. The file up to then is closed and kept. Stays set until the next start.
    std::optional<Error> failure() const;

    // The newest samples at the file's rate, mono, appended since the last call; for drawing while recording.
    // One reader.
    std::vector<float> takeRecent();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope

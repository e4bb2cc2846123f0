// SPDX-License-Identifier: MIT
// PortAudio for the .cpp files of this room: its library's lifetime, devices by id, and streams that can be
// closed although the driver hangs.
#pragma once

#include "core/audio/recorder.h"

#include <memory>
#include <string>

#include <portaudio.h>

namespace steerscope {

// PortAudio is initialised while any of these lives; PortAudio counts them itself. Its functions are not
// thread-safe, so every call that opens, closes or lists goes through one lock of the process.
class PortAudioLease {
public:
    PortAudioLease(); // throws Failure(Audio)
    ~PortAudioLease();
    PortAudioLease(const PortAudioLease&) = delete;
    PortAudioLease& operator=(const PortAudioLease&) = delete;
};

enum class Direction { Input, Output };

struct DeviceFormat {
    int channels = 1;
    double sampleRate = 0.0; // Hz
};

// An open stream of 32-bit float samples on one device.
class PortAudioStream {
public:
    // `context` is what the callback gets; it lives until the stream is really closed, however long a hung
    // driver takes. wantedRate 0: the device's own. Throws Failure(Audio): no such device, busy, no format.
    PortAudioStream(Direction direction, const std::string& deviceId, double wantedRate,
        PaStreamCallback* callback, std::shared_ptr<void> context);
    // Aborts and closes on a thread of its own and waits for it at most a second: ALSA may hang when its
    // device was pulled out. A hung thread is left behind with all it needs.
    ~PortAudioStream();
    PortAudioStream(const PortAudioStream&) = delete;
    PortAudioStream& operator=(const PortAudioStream&) = delete;

    void start(); // throws Failure(Audio)
    const DeviceFormat& format() const { return m_format; }
    const std::string& deviceName() const { return m_deviceName; }
    double now() const; // the stream's clock, seconds
    bool active() const; // samples are still played or recorded

private:
    struct Open;
    std::shared_ptr<Open> m_open;
    DeviceFormat m_format;
    std::string m_deviceName;
};

} // namespace steerscope

// SPDX-License-Identifier: MIT
// A recording in progress, without a device: samples pushed from a callback thread go through a ring to a
// writer thread, which puts them on disk, measures levels and watches that samples keep coming. The recorder
// feeds it from PortAudio; tests feed it themselves.
#pragma once

#include "core/audio/recorder.h"
#include "core/audio/recording_file.h"
#include "core/audio/ring_buffer.h"
#include "core/base/error.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace steerscope {

class Capture {
public:
    explicit Capture(std::unique_ptr<RecordingFile> file);
    ~Capture(); // finishes
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    // The callback thread only; never blocks or allocates. interleaved[frames * channels], mixed by mean.
    void push(const float* interleaved, std::size_t frames, int channels) noexcept;
    // The device itself dropped about this many frames. Any thread.
    void countLost(std::size_t frames) noexcept;

    // From now on a second without push() is a failure: the device is gone. The first block may take five.
    void watch(std::string deviceName);
    // While paused, pushed samples are dropped; they are not lost frames.
    void setPaused(bool paused);
    // Writes what is in the ring, closes the file, joins the writer. push() stays safe to call. Idempotent.
    void finish();

    bool paused() const { return m_paused.load(std::memory_order_relaxed); }
    std::uint64_t frames() const { return m_frames.load(std::memory_order_relaxed); } // on disk
    int sampleRate() const { return m_sampleRate; }
    std::uint64_t lostFrames() const { return m_lost.load(std::memory_order_relaxed); }
    Levels levels() const;
    std::optional<Error> failure() const;
    std::vector<float> takeRecent();

private:
    using Clock = std::chrono::steady_clock;

    void writeLoop();
    void drain();
    void keep(std::span<const float> samples);
    void checkDevice();
    void fail(Error error);

    std::unique_ptr<RecordingFile> m_file; // writer thread only, once it runs
    const int m_sampleRate;
    RingBuffer m_ring;
    std::vector<float> m_block; // writer thread only

    std::atomic<bool> m_paused{false};
    std::atomic<bool> m_failed{false};
    std::atomic<std::uint64_t> m_pushes{0}; // the device's heartbeat
    std::atomic<std::uint64_t> m_lost{0};
    std::atomic<std::uint64_t> m_frames{0};
    std::atomic<float> m_peak{0.0F};
    std::atomic<float> m_rms{0.0F};

    mutable std::mutex m_mutex; // what follows; never taken by push()
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::optional<std::string> m_watched; // device name
    std::uint64_t m_lastPushes = 0;
    Clock::time_point m_lastPush;
    std::optional<Error> m_failure;
    std::vector<float> m_recent;

    std::thread m_writer; // last: starts when everything else stands
};

} // namespace steerscope

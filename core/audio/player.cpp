// SPDX-License-Identifier: MIT
#include "core/audio/player.h"

#include "core/audio/playback_clock.h"
#include "core/audio/port_audio_p.h"
#include "core/audio/resampler.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace steerscope {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kCheckInterval = 50ms;
constexpr auto kDeviceSilence = 3s; // sound servers may buffer two

// What the callback sees: samples[next .. end) are still to be played.
struct OutputContext {
    std::shared_ptr<const Waveform> audio;
    std::size_t next = 0;
    std::size_t end = 0;
    int channels = 1;
    PlaybackClock clock;
    std::atomic<std::uint64_t> calls{0};
    std::atomic<std::size_t> handed{0}; // samples[.. handed) went to the device
    std::atomic<bool> handedOver{false}; // the last sample went to the device
};

// Some drivers leave the time at which a block is heard empty; then it is now plus nothing.
double heardAt(const PaStreamCallbackTimeInfo& time)
{
    const double ahead = time.outputBufferDacTime - time.currentTime;
    return time.outputBufferDacTime > 0.0 && std::abs(ahead) < 5.0 ? time.outputBufferDacTime
                                                                   : time.currentTime;
}

int onOutput(const void*, void* output, unsigned long frames, const PaStreamCallbackTimeInfo* time,
    PaStreamCallbackFlags, void* user)
{
    auto& context = *static_cast<OutputContext*>(user);
    context.calls.fetch_add(1, std::memory_order_relaxed);
    context.clock.set({heardAt(*time), static_cast<double>(context.next)});
    auto* out = static_cast<float*>(output);
    for (unsigned long i = 0; i < frames; ++i) {
        const float sample = context.next < context.end ? context.audio->samples[context.next++] : 0.0F;
        for (int c = 0; c < context.channels; ++c)
            *out++ = std::clamp(sample, -1.0F, 1.0F);
    }
    context.handed.store(context.next, std::memory_order_relaxed);
    if (context.next < context.end)
        return paContinue;
    context.handedOver.store(true, std::memory_order_relaxed);
    return paComplete;
}

std::shared_ptr<const Waveform> converted(const Waveform& audio, std::size_t from, std::size_t to, int rate)
{
    auto result = std::make_shared<Waveform>();
    result->sampleRate = rate;
    Resampler resampler(audio.sampleRate, rate);
    resampler.process(std::span(audio.samples).subspan(from, to - from), result->samples);
    resampler.finish(result->samples);
    return result;
}

} // namespace

struct Player::Impl {
    // Watches one playback: its end, and whether the device still asks for samples. Closes the stream, which
    // may take long, away from whoever pressed stop.
    void watch()
    {
        std::uint64_t lastCalls = 0;
        auto lastCall = Clock::now();
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, kCheckInterval, [this] { return stopping; })) {
            const std::uint64_t calls = context->calls.load(std::memory_order_relaxed);
            if (calls != lastCalls) {
                lastCalls = calls;
                lastCall = Clock::now();
            }
            const bool handedOver = context->handedOver.load(std::memory_order_relaxed);
            if (handedOver && (heard() >= endSeconds || !stream->active()))
                break;
            if (!handedOver && (!stream->active() || Clock::now() - lastCall > kDeviceSilence)) {
                failure = Error{ErrorCode::Audio, "the loudspeaker takes nothing any more",
                    stream->deviceName(), "check that it is connected, then play again"};
                break;
            }
        }
        lastPosition = failure || stopping ? heard() : endSeconds;
        playing = false;
        std::unique_ptr<PortAudioStream> closing = std::move(stream);
        lock.unlock();
    }

    // Seconds in the recording; the stream is open and the mutex held.
    double heard()
    {
        if (!context->clock.started())
            return startSeconds;
        const PlaybackClock::Mark mark = context->clock.mark();
        const double frame = mark.frame + (stream->now() - mark.time) * rate;
        // A device that stalls must not leave its cursor running.
        const auto handed = static_cast<double>(context->handed.load(std::memory_order_relaxed));
        const double seconds = (std::min(frame, handed) - static_cast<double>(firstFrame)) / rate;
        if (std::min(frame, handed) >= static_cast<double>(context->end))
            return furthest = endSeconds; // conversion may have rounded the length
        // The times drivers tell jitter; a cursor does not go back.
        furthest = std::clamp(startSeconds + seconds, furthest, endSeconds);
        return furthest;
    }

    std::shared_ptr<OutputContext> context;
    std::size_t firstFrame = 0; // in context->audio
    double rate = 0.0; // of context->audio
    double startSeconds = 0.0; // in the recording
    double endSeconds = 0.0;

    mutable std::mutex mutex; // what follows
    std::condition_variable wake;
    std::unique_ptr<PortAudioStream> stream;
    bool stopping = false;
    bool playing = false;
    double furthest = 0.0; // of the cursor
    double lastPosition = 0.0; // once the stream is closed
    std::optional<Error> failure;

    std::thread watcher;
};

Player::Player()
    : m_impl(std::make_unique<Impl>())
{
}

Player::~Player()
{
    stop();
}

void Player::play(
    std::shared_ptr<const Waveform> audio, double startSeconds, double endSeconds, const std::string& device)
{
    stop();
    const auto sampleAt = [&](double seconds) {
        const double sample = std::clamp(seconds, 0.0, audio->seconds()) * audio->sampleRate;
        return std::min(audio->samples.size(), static_cast<std::size_t>(std::llround(sample)));
    };
    const std::size_t first = sampleAt(startSeconds);
    const std::size_t end = std::max(first, sampleAt(endSeconds));
    auto context = std::make_shared<OutputContext>();
    auto stream
        = std::make_unique<PortAudioStream>(Direction::Output, device, audio->sampleRate, onOutput, context);
    context->channels = stream->format().channels;
    const int rate = static_cast<int>(stream->format().sampleRate);
    const bool convert = rate != audio->sampleRate;
    context->audio = convert ? converted(*audio, first, end, rate) : audio;
    context->next = convert ? 0 : first;
    context->end = convert ? context->audio->samples.size() : end;

    Impl& impl = *m_impl;
    impl.context = context;
    impl.firstFrame = context->next;
    impl.rate = rate;
    impl.startSeconds = static_cast<double>(first) / audio->sampleRate;
    impl.endSeconds = static_cast<double>(end) / audio->sampleRate;
    stream->start();
    const std::lock_guard lock(impl.mutex);
    impl.stream = std::move(stream);
    impl.failure.reset();
    impl.furthest = impl.startSeconds;
    impl.stopping = false;
    impl.playing = true;
    impl.watcher = std::thread([&impl] { impl.watch(); });
}

void Player::stop()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    if (m_impl->watcher.joinable())
        m_impl->watcher.join();
}

bool Player::playing() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->playing;
}

double Player::position() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->stream ? m_impl->heard() : m_impl->lastPosition;
}

std::optional<Error> Player::failure() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->failure;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/audio/recorder.h"

#include "core/audio/capture.h"
#include "core/audio/port_audio_p.h"

#include <mutex>
#include <system_error>

namespace steerscope {

namespace {

// What the callback sees. The capture follows once the device's rate is known, before the stream starts.
struct InputContext {
    std::shared_ptr<Capture> capture;
    int channels = 1;
};

int onInput(const void* input, void*, unsigned long frames, const PaStreamCallbackTimeInfo*,
    PaStreamCallbackFlags flags, void* user)
{
    const auto& context = *static_cast<const InputContext*>(user);
    // PortAudio does not say how much an overflow dropped; a block is its own measure.
    if (flags & paInputOverflow)
        context.capture->countLost(frames);
    if (input)
        context.capture->push(static_cast<const float*>(input), frames, context.channels);
    return paContinue;
}

} // namespace

struct Recorder::Impl {
    std::unique_ptr<PortAudioStream> stream;
    std::filesystem::path file;

    // Kept after stop() for what it has to tell; asked for by any thread.
    std::shared_ptr<Capture> capture() const
    {
        const std::lock_guard lock(mutex);
        return current;
    }
    mutable std::mutex mutex;
    std::shared_ptr<Capture> current;
};

Recorder::Recorder()
    : m_impl(std::make_unique<Impl>())
{
}

Recorder::~Recorder()
{
    stop();
}

void Recorder::start(const RecorderOptions& options)
{
    stop();
    auto context = std::make_shared<InputContext>();
    auto stream = std::make_unique<PortAudioStream>(Direction::Input, options.device, 0.0, onInput, context);
    const int rate = static_cast<int>(stream->format().sampleRate);
    auto capture = std::make_shared<Capture>(std::make_unique<RecordingFile>(options.file, rate));
    context->capture = capture;
    context->channels = stream->format().channels;
    try {
        stream->start();
    } catch (const Failure&) {
        capture->finish();
        std::error_code ignored;
        std::filesystem::remove(options.file, ignored);
        throw;
    }
    capture->watch(stream->deviceName());
    m_impl->stream = std::move(stream);
    const std::lock_guard lock(m_impl->mutex);
    m_impl->current = std::move(capture);
    m_impl->file = options.file;
}

void Recorder::pause()
{
    if (const auto capture = m_impl->capture())
        capture->setPaused(true);
}

void Recorder::resume()
{
    if (const auto capture = m_impl->capture())
        capture->setPaused(false);
}

std::optional<std::filesystem::path> Recorder::stop()
{
    if (!m_impl->stream)
        return std::nullopt;
    m_impl->stream.reset();
    const auto capture = m_impl->capture();
    capture->finish();
    if (capture->frames() > 0)
        return m_impl->file;
    std::error_code ignored;
    std::filesystem::remove(m_impl->file, ignored);
    return std::nullopt;
}

Recorder::State Recorder::state() const
{
    if (!m_impl->stream)
        return State::Idle;
    const auto capture = m_impl->capture();
    if (capture->failure())
        return State::Failed;
    return capture->paused() ? State::Paused : State::Recording;
}

Levels Recorder::levels() const
{
    const auto capture = m_impl->capture();
    return capture ? capture->levels() : Levels{};
}

double Recorder::seconds() const
{
    const auto capture = m_impl->capture();
    return capture ? static_cast<double>(capture->frames()) / capture->sampleRate() : 0.0;
}

int Recorder::sampleRate() const
{
    const auto capture = m_impl->capture();
    return capture ? capture->sampleRate() : 0;
}

std::uint64_t Recorder::lostFrames() const
{
    const auto capture = m_impl->capture();
    return capture ? capture->lostFrames() : 0;
}

std::optional<Error> Recorder::failure() const
{
    const auto capture = m_impl->capture();
    return capture ? capture->failure() : std::nullopt;
}

std::vector<float> Recorder::takeRecent()
{
    const auto capture = m_impl->capture();
    return capture ? capture->takeRecent() : std::vector<float>{};
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/audio/recorder.h"

#include "core/audio/capture.h"
#include "core/audio/port_audio_p.h"

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
    std::shared_ptr<Capture> capture; // kept after stop() for what it has to tell
    std::filesystem::path file;
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
    m_impl->capture = std::move(capture);
    m_impl->file = options.file;
}

void Recorder::pause()
{
    if (m_impl->capture)
        m_impl->capture->setPaused(true);
}

void Recorder::resume()
{
    if (m_impl->capture)
        m_impl->capture->setPaused(false);
}

std::optional<std::filesystem::path> Recorder::stop()
{
    if (!m_impl->stream)
        return std::nullopt;
    m_impl->stream.reset();
    m_impl->capture->finish();
    if (m_impl->capture->frames() > 0)
        return m_impl->file;
    std::error_code ignored;
    std::filesystem::remove(m_impl->file, ignored);
    return std::nullopt;
}

Recorder::State Recorder::state() const
{
    if (!m_impl->stream)
        return State::Idle;
    if (m_impl->capture->failure())
        return State::Failed;
    return m_impl->capture->paused() ? State::Paused : State::Recording;
}

Levels Recorder::levels() const
{
    return m_impl->capture ? m_impl->capture->levels() : Levels{};
}

double Recorder::seconds() const
{
    return m_impl->capture ? static_cast<double>(m_impl->capture->frames()) / sampleRate() : 0.0;
}

int Recorder::sampleRate() const
{
    return m_impl->capture ? m_impl->capture->sampleRate() : 0;
}

std::uint64_t Recorder::lostFrames() const
{
    return m_impl->capture ? m_impl->capture->lostFrames() : 0;
}

std::optional<Error> Recorder::failure() const
{
    return m_impl->capture ? m_impl->capture->failure() : std::nullopt;
}

std::vector<float> Recorder::takeRecent()
{
    return m_impl->capture ? m_impl->capture->takeRecent() : std::vector<float>{};
}

} // namespace steerscope

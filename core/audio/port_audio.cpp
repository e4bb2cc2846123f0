// SPDX-License-Identifier: MIT
#include "core/audio/port_audio_p.h"

#include "core/audio/audio_devices_p.h"
#include "core/audio/quiet_audio_libraries.h"
#include "core/base/error.h"

#include <chrono>
#include <future>
#include <mutex>
#include <thread>

namespace steerscope {

namespace {

using namespace std::chrono_literals;

// PortAudio's state is the process's, so its lock is too.
std::timed_mutex& portAudioMutex()
{
    static std::timed_mutex mutex;
    return mutex;
}

// A driver that hangs while holding the lock must not take the caller with it.
std::unique_lock<std::timed_mutex> lockPortAudio()
{
    std::unique_lock lock(portAudioMutex(), std::defer_lock);
    if (!lock.try_lock_until(std::chrono::system_clock::now() + 3s))
        throw Failure(ErrorCode::Audio, "the sound system does not answer", {},
            "check the sound devices, then start the program again");
    return lock;
}

Failure audioFailure(const std::string& what, PaError code, const std::string& device)
{
    std::string why = Pa_GetErrorText(code);
    if (const PaHostErrorInfo* host = Pa_GetLastHostErrorInfo();
        code == paUnanticipatedHostError && host && host->errorText && *host->errorText)
        why = host->errorText;
    const bool busy = code == paDeviceUnavailable || code == paUnanticipatedHostError;
    return {ErrorCode::Audio, what + ": " + why, device,
        busy ? "close other programs that use it, or choose another device" : "choose another device"};
}

} // namespace

PortAudioLease::PortAudioLease()
{
    const auto lock = lockPortAudio();
    quietAudioLibraries();
    if (const PaError code = Pa_Initialize(); code != paNoError)
        throw audioFailure("the sound system cannot be used", code, {});
}

PortAudioLease::~PortAudioLease()
{
    // Not lockPortAudio(): a destructor must not throw. Whoever holds the lock for ever has hung the library
    // anyway, and then it stays initialised.
    std::unique_lock lock(portAudioMutex(), std::defer_lock);
    if (lock.try_lock_until(std::chrono::system_clock::now() + 3s))
        Pa_Terminate();
}

// Declared in this order so that the lease outlives the stream.
struct PortAudioStream::Open {
    PortAudioLease lease;
    std::shared_ptr<void> context;
    PaStream* stream = nullptr;

    ~Open()
    {
        if (!stream)
            return;
        Pa_AbortStream(stream);
        const std::lock_guard lock(portAudioMutex());
        Pa_CloseStream(stream);
    }
};

namespace {

// The channel counts worth trying: mono, and what the device insists on.
DeviceFormat supportedFormat(
    Direction direction, const PaDeviceInfo& info, PaStreamParameters& parameters, double wantedRate)
{
    const bool input = direction == Direction::Input;
    const int most = input ? info.maxInputChannels : info.maxOutputChannels;
    for (double rate : {wantedRate, info.defaultSampleRate})
        for (int channels : {1, 2, most}) {
            parameters.channelCount = channels;
            if (rate > 0.0 && channels <= most
                && Pa_IsFormatSupported(input ? &parameters : nullptr, input ? nullptr : &parameters, rate)
                    == paFormatIsSupported)
                return {channels, rate};
        }
    parameters.channelCount = std::min(most, 2);
    return {parameters.channelCount, info.defaultSampleRate};
}

} // namespace

PortAudioStream::PortAudioStream(Direction direction, const std::string& deviceId, double wantedRate,
    PaStreamCallback* callback, std::shared_ptr<void> context)
    : m_open(std::make_shared<Open>())
{
    const auto lock = lockPortAudio();
    const bool input = direction == Direction::Input;
    PaStreamParameters parameters{};
    parameters.device = findDevice(direction, deviceId);
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(parameters.device);
    m_deviceName = info.name;
    parameters.sampleFormat = paFloat32;
    parameters.suggestedLatency = input ? info.defaultHighInputLatency : info.defaultHighOutputLatency;
    m_format = supportedFormat(direction, info, parameters, wantedRate);
    m_open->context = std::move(context);
    const PaError code
        = Pa_OpenStream(&m_open->stream, input ? &parameters : nullptr, input ? nullptr : &parameters,
            m_format.sampleRate, paFramesPerBufferUnspecified, paNoFlag, callback, m_open->context.get());
    if (code != paNoError) {
        m_open->stream = nullptr;
        throw audioFailure(input ? "the microphone cannot be opened" : "the loudspeaker cannot be opened",
            code, m_deviceName);
    }
}

PortAudioStream::~PortAudioStream()
{
    if (!m_open)
        return;
    std::packaged_task<void()> closing([open = std::move(m_open)]() mutable { open.reset(); });
    std::future<void> closed = closing.get_future();
    std::thread(std::move(closing)).detach();
    closed.wait_for(1s);
}

void PortAudioStream::start()
{
    const auto lock = lockPortAudio();
    if (const PaError code = Pa_StartStream(m_open->stream); code != paNoError)
        throw audioFailure("the sound device cannot be started", code, m_deviceName);
}

double PortAudioStream::now() const
{
    return Pa_GetStreamTime(m_open->stream);
}

bool PortAudioStream::active() const
{
    return Pa_IsStreamActive(m_open->stream) == 1;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/gui/audio_opener.h"

#include "core/audio/log_mel.h"
#include "core/audio/segmenter.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>

namespace steerscope {

namespace {

constexpr auto kProgressPause = std::chrono::milliseconds(33);

// Calls at most every kProgressPause, so that a fast reader does not flood the event loop.
class Throttle {
public:
    bool due()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last < kProgressPause)
            return false;
        m_last = now;
        return true;
    }

private:
    std::chrono::steady_clock::time_point m_last;
};

std::span<const float> samplesOf(const Waveform& audio, const WindowSpan& window)
{
    const auto sampleAt = [&](double seconds) {
        const auto sample = static_cast<std::size_t>(std::llround(std::max(0.0, seconds) * audio.sampleRate));
        return std::min(sample, audio.samples.size());
    };
    const std::size_t first = sampleAt(window.start);
    return std::span(audio.samples).subspan(first, std::max(first, sampleAt(window.end)) - first);
}

} // namespace

AudioOpener::AudioOpener(QObject* parent)
    : QObject(parent)
{
}

void AudioOpener::open(const QString& path)
{
    Q_EMIT started(path);
    m_job.start(
        [this, path](const StopFlag& stop, const JobRunner::Reporter& reporter) {
            Throttle throttle;
            return readAudio(
                path.toStdString(),
                [&, this](const std::string&, double fraction) {
                    if (throttle.due())
                        reporter.post([this, fraction] { Q_EMIT progress(fraction); });
                },
                stop);
        },
        [this, path](Result<LoadedAudio> result) {
            if (result)
                Q_EMIT opened(path, std::make_shared<LoadedAudio>(std::move(result.value())));
            else if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(path, result.error());
        });
}

void AudioOpener::cancel()
{
    m_job.cancel();
}

MelJob::MelJob(QObject* parent)
    : QObject(parent)
{
}

void MelJob::start(std::shared_ptr<const Waveform> audio, int mels, double windowSeconds)
{
    m_job.start(
        [this, audio = std::move(audio), mels, windowSeconds](
            const StopFlag& stop, const JobRunner::Reporter& reporter) {
            const LogMel logMel({.mels = mels,
                .windowSamples = static_cast<int>(std::lround(windowSeconds * kModelSampleRate))});
            int index = 0;
            for (const WindowSpan& window : cutIntoWindows(*audio, windowSeconds)) {
                stop.throwIfStopped();
                auto mel = std::make_shared<const MelSpectrogram>(logMel.compute(samplesOf(*audio, window)));
                reporter.post(
                    [this, index, start = window.start, mel] { Q_EMIT windowReady(index, start, mel); });
                ++index;
            }
            return true;
        },
        [this](const Result<bool>& result) {
            if (!result && result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(result.error());
        });
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/gui/playback_controller.h"

#include "widgets/time/time_view.h"

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kFrameMilliseconds = 16;
constexpr double kAtEndSeconds = 0.01; // closer to the end than this: start over

} // namespace

PlaybackController::PlaybackController(TimeView* time, QObject* parent)
    : QObject(parent)
    , m_time(time)
{
    m_timer.setInterval(kFrameMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &PlaybackController::poll);
    connect(time, &TimeView::seekRequested, this, &PlaybackController::seek);
}

void PlaybackController::setAudio(std::shared_ptr<const Waveform> audio)
{
    stop();
    m_audio = std::move(audio);
}

void PlaybackController::toggle()
{
    if (playing()) {
        stop();
        return;
    }
    if (!m_audio)
        return;
    const auto selection = m_time->selection();
    double start = m_time->cursor().value_or(selection ? selection->start : 0.0);
    double end = m_audio->seconds();
    if (selection && start >= selection->start && start < selection->end - kAtEndSeconds)
        end = selection->end;
    if (start >= end - kAtEndSeconds)
        start = selection ? selection->start : 0.0;
    play(start, end);
}

void PlaybackController::playSelection()
{
    if (const auto selection = m_time->selection())
        play(selection->start, selection->end);
    else
        play(0.0, m_audio ? m_audio->seconds() : 0.0);
}

void PlaybackController::play(double start, double end)
{
    if (!m_audio)
        return;
    const auto started = attempt([&] {
        m_player.play(m_audio, start, end);
        return true;
    });
    if (!started) {
        stop();
        Q_EMIT failed(started.error());
        return;
    }
    m_start = start;
    m_end = end;
    m_timer.start();
    Q_EMIT stateChanged(true);
}

void PlaybackController::stop()
{
    if (!playing())
        return;
    m_timer.stop();
    m_player.stop();
    Q_EMIT stateChanged(false);
}

void PlaybackController::seek(double seconds)
{
    if (!m_audio)
        return;
    const double target = std::clamp(seconds, 0.0, m_audio->seconds());
    m_time->setCursor(target);
    if (playing())
        play(target, target < m_end ? m_end : m_audio->seconds());
}

void PlaybackController::step(double seconds)
{
    seek(m_time->cursor().value_or(0.0) + seconds);
}

void PlaybackController::poll()
{
    if (const std::optional<Error> error = m_player.failure()) {
        stop();
        Q_EMIT failed(*error);
        return;
    }
    if (m_player.playing()) {
        m_time->setCursor(m_player.position());
        return;
    }
    if (m_loop) {
        play(m_start, m_end);
        return;
    }
    m_time->setCursor(m_end);
    stop();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Live transcription as the session sees it: one stream of sound, whoever transcribes it.
#include "core/session/engine_session_p.h"

#include <utility>

namespace steerscope {

void EngineSession::startLive()
{
    d->abandonRun();
    d->m_planner.forgetAll();
    d->m_live = Private::Live{};
    d->startLive();
}

void EngineSession::feedLive(std::vector<float> samples)
{
    if (!d->m_live || d->m_live->ending)
        return;
    d->m_live->next.sample += static_cast<std::int64_t>(samples.size());
    if (d->m_live->generation != 0)
        d->send(protocol::LiveSound{d->m_live->generation, std::move(samples)});
}

void EngineSession::endLive()
{
    if (!d->m_live || std::exchange(d->m_live->ending, true))
        return;
    if (d->m_live->generation != 0)
        d->send(protocol::StopLive{d->m_live->generation});
    else
        d->endLive();
}

bool EngineSession::live() const
{
    return d->m_live.has_value();
}

void EngineSession::Private::startLive()
{
    if (!m_live || m_live->generation != 0 || !m_hello || !m_model || m_loading)
        return;
    if (m_live->ending) {
        endLive();
        return;
    }
    m_live->generation = nextNumber();
    send(protocol::StartLive{m_live->generation, m_settings, m_options, m_live->next});
    setState(restingState());
}

void EngineSession::Private::endLive()
{
    if (!m_live)
        return;
    m_live.reset();
    setState(restingState());
    Q_EMIT q->liveEnded();
}

void EngineSession::Private::take(const protocol::LiveText& text)
{
    if (!currentLive(text.generation))
        return;
    m_deaths = 0;
    // Unfinished words of an engine that dies stay as they are; what comes next has a number of its own.
    m_live->next.utterance = text.utterance.trace.window + 1;
    Q_EMIT q->liveHeard(text.utterance);
}

void EngineSession::Private::take(const protocol::LiveDone& done)
{
    if (!currentLive(done.generation))
        return;
    endLive();
    schedule();
}

} // namespace steerscope

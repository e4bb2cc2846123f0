// SPDX-License-Identifier: MIT
// "Ask why" as the session sees it: one study, passed by the runs.
#include "core/session/engine_session_p.h"

#include <utility>

namespace steerscope {

void EngineSession::startStudy(
    const StudyRequest& question, const RunOptions& options, const QString& recording)
{
    cancelStudy();
    if (!d->m_hello || !d->m_model || d->m_loading || !d->m_audio) {
        Q_EMIT studyFailed({ErrorCode::Usage, tr("There is nothing to ask about").toStdString(), {},
            tr("Load a model and open a recording first").toStdString()});
        return;
    }
    d->m_study = d->nextNumber();
    d->send(protocol::StartStudy{
        d->m_study, d->m_audioId, recording.toStdString(), d->m_settings, options, question});
}

void EngineSession::cancelStudy()
{
    if (d->m_study == 0)
        return;
    d->send(protocol::Cancel{d->m_study});
    d->failStudy({ErrorCode::Cancelled, tr("Stopped before there was an answer").toStdString(), {}, {}});
}

bool EngineSession::studying() const
{
    return d->m_study != 0;
}

void EngineSession::Private::failStudy(const Error& error)
{
    if (std::exchange(m_study, 0) != 0)
        Q_EMIT q->studyFailed(error);
}

void EngineSession::Private::take(const protocol::StudyDone& done)
{
    if (m_study == 0 || done.request != m_study)
        return;
    m_study = 0;
    m_deaths = 0;
    Q_EMIT q->studyDone(done.result);
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// What the session does with the engine's answers.
#include "core/session/engine_session_p.h"

#include <utility>

namespace steerscope {

void EngineSession::Private::receive(const protocol::FromEngine& message)
{
    std::visit([this](const auto& content) { take(content); }, message);
}

void EngineSession::Private::take(const protocol::HelloReply& reply)
{
    if (reply.version != protocol::kVersion) {
        take(protocol::Failed{0,
            {ErrorCode::Protocol,
                EngineSession::tr("The engine speaks version %1 of the protocol, this window version %2")
                    .arg(reply.version)
                    .arg(protocol::kVersion)
                    .toStdString(),
                reply.program,
                EngineSession::tr("Install the same version of SteerScope on both sides").toStdString()}});
        return;
    }
    m_hello = reply;
    setState(restingState());
    Q_EMIT q->engineReady(reply);
    sendAudio();
    if (m_wish)
        sendModelWish();
}

void EngineSession::Private::take(const protocol::Progress& progress)
{
    const bool ofLoad = m_loading && m_wish && progress.id == m_wish->request;
    if (m_study != 0 && progress.id == m_study)
        Q_EMIT q->studyProgress(progress.fraction);
    if (ofLoad || current(progress.id) || (m_import != 0 && progress.id == m_import))
        Q_EMIT q->progress(QString::fromStdString(progress.stage), progress.fraction);
}

void EngineSession::Private::take(const protocol::Loaded& loaded)
{
    if (!m_wish || loaded.request != m_wish->request)
        return;
    m_loading = false;
    m_model = loaded.info;
    if (!m_audio) // else a run has to show that the engine survives it
        m_deaths = 0;
    m_planner.everythingChanged();
    setState(restingState());
    Q_EMIT q->modelLoaded(loaded);
    startLive();
    schedule();
}

void EngineSession::Private::take(const protocol::Unloaded&)
{
    if (m_wish) // another model has been asked for since
        return;
    m_model.reset();
    setState(restingState());
    Q_EMIT q->modelUnloaded();
}

void EngineSession::Private::take(const protocol::Inspected& inspected)
{
    Q_EMIT q->modelInspected(inspected);
}

void EngineSession::Private::take(const protocol::ModelList& list)
{
    Q_EMIT q->modelsListed(list.models);
}

void EngineSession::Private::take(const protocol::Imported& imported)
{
    m_import = 0;
    Q_EMIT q->modelImported(imported);
}

void EngineSession::Private::take(const protocol::RunStarted& started)
{
    if (!current(started.generation))
        return;
    m_run->windows = static_cast<int>(started.windows.size());
    Q_EMIT q->runStarted(m_run->lane(), started.windows, m_run->decodes);
}

void EngineSession::Private::take(const protocol::Gates& gates)
{
    if (!current(gates.generation))
        return;
    if (!m_run->gatesAge.isValid())
        m_run->gatesAge.start();
    const Lane lane = m_run->lane();
    Q_EMIT q->gatesReady(lane, std::make_shared<const GatingTrace>(gates.trace));
    schedule();
}

void EngineSession::Private::take(const protocol::PartialText& text)
{
    if (current(text.generation))
        Q_EMIT q->tokenReady(m_run->lane(), text.window, text.token);
}

void EngineSession::Private::take(const protocol::SegmentDone& done)
{
    if (current(done.generation))
        Q_EMIT q->segmentReady(m_run->lane(), done.window, done.segment);
}

void EngineSession::Private::take(const protocol::Scored& scored)
{
    if (current(scored.generation) && m_run->lane() == Lane::Steered)
        Q_EMIT q->scored(scored.score);
}

void EngineSession::Private::take(const protocol::RunDone& done)
{
    if (!current(done.generation))
        return;
    const Run run = *m_run;
    m_deaths = 0;
    m_planner.finished(run.kind, run.windows, m_options.decode && m_model && m_model->decodesText);
    endRun();
    Q_EMIT q->runDone(run.lane(), done, run.decodes);
    schedule();
}

void EngineSession::Private::take(const protocol::Warning& warning)
{
    if (warning.id == 0 || current(warning.id) || currentLive(warning.id)
        || (m_wish && warning.id == m_wish->request))
        Q_EMIT q->warned(QString::fromStdString(warning.text));
}

void EngineSession::Private::take(const protocol::Failed& failed)
{
    const bool ofLoad = m_loading && m_wish && failed.id == m_wish->request;
    const bool stopped = failed.error.code == ErrorCode::Cancelled;
    if (m_study != 0 && failed.id == m_study) {
        failStudy(failed.error);
        return;
    }
    if (ofLoad) {
        m_wish.reset();
        m_loading = false;
        m_model.reset(); // a failed load leaves none
    } else if (current(failed.id)) {
        endRun();
    } else if (currentLive(failed.id)) {
        m_live->generation = 0; // another model goes on with it
        if (stopped && !m_live->ending)
            return;
        endLive();
    } else if (m_import != 0 && failed.id == m_import) {
        m_import = 0;
    } else if (stopped) {
        return; // of a run that was replaced
    } else if (failed.id == 0 && !m_hello) {
        stopEngine(); // the two do not understand each other; another start would change nothing
    }
    setState(restingState());
    Q_EMIT q->failed(failed.error);
    schedule();
}

} // namespace steerscope

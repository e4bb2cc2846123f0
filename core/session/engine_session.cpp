// SPDX-License-Identifier: MIT
#include "core/session/engine_session.h"

#include "core/session/engine_session_p.h"

#include <utility>

namespace steerscope {

EngineSession::EngineSession(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

EngineSession::~EngineSession() = default;

void EngineSession::setCommand(const QStringList& command)
{
    d->m_command = command;
}

void EngineSession::start()
{
    if (d->m_state != State::Stopped)
        return;
    d->m_deaths = 0;
    d->startEngine();
}

void EngineSession::loadModel(const protocol::LoadModel& wish)
{
    d->m_wish = wish;
    d->m_deaths = 0;
    if (d->m_hello)
        d->sendModelWish();
    else
        start();
}

void EngineSession::unloadModel()
{
    d->m_wish.reset();
    d->m_loading = false;
    d->abandonRun();
    d->m_planner.forgetAll();
    if (d->m_hello)
        d->send(protocol::UnloadModel{d->nextNumber()});
}

void EngineSession::setAudio(std::shared_ptr<const Waveform> audio)
{
    d->abandonRun();
    cancelStudy();
    d->m_audio = std::move(audio);
    d->m_audioId = d->nextNumber();
    d->m_planner.everythingChanged();
    d->sendAudio();
    d->schedule();
}

void EngineSession::setSettings(const SteeringSettings& settings)
{
    if (d->m_settings.normalised() == settings.normalised())
        return;
    d->m_settings = settings;
    if (d->m_live && d->m_live->generation != 0)
        d->send(protocol::LiveSettings{d->m_live->generation, settings});
    d->m_planner.settingsChanged();
    d->m_quiet.start();
    d->schedule();
}

void EngineSession::setOptions(const RunOptions& options)
{
    const RunOptions old = std::exchange(d->m_options, options);
    RunOptions same = old;
    same.firstWindow = options.firstWindow; // which one is in view changes no result
    if (same == options)
        return;
    same.target = options.target;
    if (same == options) {
        d->m_planner.targetChanged();
    } else {
        d->m_planner.wordsChanged();
        d->m_quiet.start();
    }
    d->schedule();
}

void EngineSession::setBaselineWanted(bool wanted)
{
    d->m_planner.setBaselineWanted(wanted);
    if (!wanted && d->m_run && d->m_run->kind == RunKind::Baseline) {
        d->m_planner.replaced(RunKind::Baseline);
        d->abandonRun();
    }
    d->schedule();
}

void EngineSession::run()
{
    d->m_planner.everythingChanged();
    d->schedule();
}

void EngineSession::standStill()
{
    d->m_planner.forgetAll();
    d->m_quiet.stop();
    d->abandonRun();
}

void EngineSession::cancel()
{
    d->m_planner.forgetAll();
    if (d->m_run) {
        d->abandonRun();
        Q_EMIT failed({ErrorCode::Cancelled, tr("The run was stopped").toStdString(), {}, {}});
    } else if (d->m_live && d->m_live->generation != 0) {
        d->send(protocol::Cancel{d->m_live->generation});
        d->endLive();
    } else if (d->m_loading && d->m_wish) {
        d->send(protocol::Cancel{d->m_wish->request});
    }
}

void EngineSession::inspectModel(const QString& path)
{
    d->send(protocol::InspectModel{d->nextNumber(), path.toStdString()});
}

void EngineSession::listModels()
{
    d->send(protocol::ListModels{d->nextNumber()});
}

void EngineSession::importModel(const protocol::ImportModel& wish)
{
    protocol::ImportModel message = wish;
    message.request = d->m_import = d->nextNumber();
    d->send(message);
}

void EngineSession::cancelImport()
{
    if (d->m_import != 0)
        d->send(protocol::Cancel{d->m_import});
}

EngineSession::State EngineSession::state() const
{
    return d->m_state;
}

const ModelInfo* EngineSession::model() const
{
    return d->m_model ? &*d->m_model : nullptr;
}

const protocol::HelloReply* EngineSession::engine() const
{
    return d->m_hello ? &*d->m_hello : nullptr;
}

QString EngineSession::engineLog() const
{
    return (d->m_oldLog + (d->m_process ? d->m_process->log() : QStringList())).join(QLatin1Char('\n'));
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/session/engine_session_p.h"

#include "core/session/engine_command.h"

#include <QCoreApplication>

#include <utility>

namespace steerscope {

namespace {

constexpr int kQuietMilliseconds = 150;
constexpr int kLookMilliseconds = 25;
constexpr int kMaxDeaths = 3;
constexpr int kRestartMilliseconds = 250; // doubled with every death in a row

} // namespace

EngineSession::Private::Private(EngineSession* session)
    : q(session)
{
    for (QTimer* timer : {&m_restart, &m_quiet, &m_look})
        timer->setSingleShot(true);
    m_quiet.setInterval(kQuietMilliseconds);
    m_look.setInterval(kLookMilliseconds);
    connect(&m_restart, &QTimer::timeout, this, &Private::startEngine);
    connect(&m_quiet, &QTimer::timeout, this, &Private::schedule);
    connect(&m_look, &QTimer::timeout, this, &Private::schedule);
}

// the process

void EngineSession::Private::startEngine()
{
    m_process = std::make_unique<EngineProcess>();
    connect(m_process.get(), &EngineProcess::received, this, &Private::receive);
    connect(m_process.get(), &EngineProcess::lost, this, &Private::onLost);
    setState(State::Starting);
    m_process->start(m_command.isEmpty() ? defaultEngineCommand() : m_command);
    const QString program
        = QCoreApplication::applicationName() + QLatin1Char(' ') + QCoreApplication::applicationVersion();
    send(protocol::Hello{protocol::kVersion, program.toStdString()});
}

void EngineSession::Private::stopEngine()
{
    if (m_process) {
        m_oldLog = m_process->log();
        m_process->disconnect(this);
        m_process.release()->deleteLater(); // it may be telling us something right now
    }
    m_hello.reset();
    m_model.reset();
    m_loading = false;
    m_import = 0;
    m_run.reset();
    m_look.stop();
    failStudy(
        {ErrorCode::EngineLost, EngineSession::tr("The engine ended while it was asked why").toStdString(),
            {}, EngineSession::tr("Ask again").toStdString()});
    if (m_live)
        m_live->generation = 0; // the next engine goes on
}

void EngineSession::Private::onLost(const QString& why, bool mayRestart)
{
    ++m_deaths;
    stopEngine();
    const bool restarting = mayRestart && m_deaths < kMaxDeaths;
    setState(restarting ? State::Starting : State::Stopped);
    if (restarting)
        m_restart.start(kRestartMilliseconds << (m_deaths - 1));
    Q_EMIT q->engineLost(why, restarting);
    if (restarting)
        return;
    endLive();
    const QString what = mayRestart
        ? EngineSession::tr("The engine ended %n time(s) in a row", nullptr, m_deaths)
        : EngineSession::tr("The engine cannot be started");
    const QString remedy = mayRestart
        ? EngineSession::tr("Choose a smaller model, a smaller type or the CPU, then start the engine again")
        : EngineSession::tr("Install steerscope-engine beside this program, or name it in STEERSCOPE_ENGINE");
    Q_EMIT q->failed({ErrorCode::EngineLost, what.toStdString(), why.toStdString(), remedy.toStdString()});
}

void EngineSession::Private::setState(State next)
{
    if (std::exchange(m_state, next) != next)
        Q_EMIT q->stateChanged(next);
}

EngineSession::State EngineSession::Private::restingState() const
{
    if (!m_hello)
        return m_process ? State::Starting : State::Stopped;
    if (m_loading)
        return State::Loading;
    if (!m_model)
        return State::NoModel;
    return m_run || (m_live && m_live->generation != 0) ? State::Running : State::Ready;
}

void EngineSession::Private::send(const protocol::ToEngine& message)
{
    if (!m_process)
        return;
    try {
        m_process->send(message);
    } catch (...) {
        Q_EMIT q->failed(currentError());
    }
}

void EngineSession::Private::sendModelWish()
{
    abandonRun();
    m_wish->request = nextNumber();
    m_loading = true;
    setState(restingState());
    send(*m_wish);
}

void EngineSession::Private::sendAudio()
{
    if (m_hello && m_audioId != 0)
        send(protocol::SetAudio{m_audioId, m_audio ? *m_audio : Waveform{}});
}

// runs

void EngineSession::Private::schedule()
{
    if (!m_hello || !m_model || m_loading || !m_audio)
        return;
    if (m_live && m_live->generation != 0) // its last words first
        return;
    const std::optional<RunKind> next = m_planner.due(!m_quiet.isActive());
    if (!next)
        return;
    if (m_run) {
        RunPlanner::Running running{m_run->kind, RunPlanner::Milliseconds(m_run->age.elapsed()), {}};
        if (m_run->gatesAge.isValid())
            running.sinceGates = RunPlanner::Milliseconds(m_run->gatesAge.elapsed());
        if (!m_planner.givesWay(running, *next)) {
            if (m_run->kind == RunKind::Quick)
                m_look.start(); // only time makes a quick run give way
            return;
        }
        m_planner.replaced(m_run->kind);
    }
    startRun(*next);
}

void EngineSession::Private::startRun(RunKind kind)
{
    m_planner.started(kind);
    protocol::StartRun message;
    message.generation = nextNumber();
    message.audio = m_audioId;
    message.settings = m_settings;
    message.options = m_options;
    if (kind == RunKind::Quick) {
        message.options.decode = false;
        message.options.onlyFirstWindow = true;
    } else if (kind == RunKind::Baseline) {
        message.settings = {};
        message.settings.bypass = true;
        message.options.target.clear();
    }
    m_run = Run{};
    m_run->generation = message.generation;
    m_run->kind = kind;
    m_run->decodes = message.options.decode && m_model->decodesText;
    m_run->age.start();
    send(message);
    setState(restingState());
}

void EngineSession::Private::abandonRun()
{
    if (!m_run)
        return;
    send(protocol::Cancel{m_run->generation});
    endRun();
}

void EngineSession::Private::endRun()
{
    m_run.reset();
    m_look.stop();
    setState(restingState());
}

} // namespace steerscope

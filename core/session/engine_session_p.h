// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/engine_process.h"
#include "core/session/engine_session.h"
#include "core/session/run_planner.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace steerscope {

// What the user wants, what the engine has got of it, and what is under way.
class EngineSession::Private : public QObject {
public:
    explicit Private(EngineSession* session);

    struct Run { // the newest one; answers of older ones are dropped
        std::uint64_t generation = 0;
        RunKind kind = RunKind::Quick;
        bool decodes = false;
        int windows = 0;
        QElapsedTimer age;
        QElapsedTimer gatesAge; // valid once its first gates came
        Lane lane() const { return kind == RunKind::Baseline ? Lane::Baseline : Lane::Steered; }
    };

    struct Live {
        std::uint64_t generation = 0; // 0: no engine listens
        LiveStart next; // where one that begins now would begin
        bool ending = false;
    };

    void startEngine();
    void stopEngine();
    void setState(State next);
    State restingState() const;
    void send(const protocol::ToEngine& message);
    std::uint64_t nextNumber() { return ++m_number; }

    void sendModelWish();
    void sendAudio();
    // Starts what is due, if the engine is ready and nothing that should finish is running.
    void schedule();
    void startRun(RunKind kind);
    void abandonRun(); // asks the engine to stop it; its answers are dropped
    void endRun();

    void startLive(); // if the engine can
    void endLive();
    void failStudy(const Error& error); // if one is under way

    void onLost(const QString& why, bool mayRestart);
    void receive(const protocol::FromEngine& message);
    void take(const protocol::HelloReply& reply);
    void take(const protocol::Progress& progress);
    void take(const protocol::Loaded& loaded);
    void take(const protocol::Unloaded& unloaded);
    void take(const protocol::Inspected& inspected);
    void take(const protocol::ModelList& list);
    void take(const protocol::Imported& imported);
    void take(const protocol::RunStarted& started);
    void take(const protocol::Gates& gates);
    void take(const protocol::PartialText& text);
    void take(const protocol::SegmentDone& done);
    void take(const protocol::Scored& scored);
    void take(const protocol::RunDone& done);
    void take(const protocol::StudyDone& done);
    void take(const protocol::LiveText& text);
    void take(const protocol::LiveDone& done);
    void take(const protocol::CancelAck&) { }
    void take(const protocol::Warning& warning);
    void take(const protocol::Failed& failed);
    bool currentLive(std::uint64_t generation) const { return m_live && m_live->generation == generation; }
    bool current(std::uint64_t generation) const { return m_run && m_run->generation == generation; }

    EngineSession* const q;

    QStringList m_command;
    std::unique_ptr<EngineProcess> m_process;
    QStringList m_oldLog; // of the life before
    State m_state = State::Stopped;
    std::optional<protocol::HelloReply> m_hello;
    int m_deaths = 0; // in a row, without a success between them
    QTimer m_restart;

    std::optional<protocol::LoadModel> m_wish;
    bool m_loading = false;
    std::optional<ModelInfo> m_model;
    std::uint64_t m_import = 0; // request under way

    std::shared_ptr<const Waveform> m_audio;
    std::uint64_t m_audioId = 0;
    SteeringSettings m_settings;
    RunOptions m_options;

    std::uint64_t m_number = 0; // requests and generations share one count
    RunPlanner m_planner;
    std::optional<Run> m_run;
    std::optional<Live> m_live;
    std::uint64_t m_study = 0; // request under way
    QTimer m_quiet; // runs while settings are being turned
    QTimer m_look; // looks again whether the running one should give way
};

} // namespace steerscope

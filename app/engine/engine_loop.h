// SPDX-License-Identifier: MIT
// The order of things in the engine: one thread reads messages and hands them in, one worker does what takes
// long.
//
// Latest wins: a newer run replaces a waiting one and stops a running one, a newer recording replaces the
// older, a newer model stops everything that was meant for the older. Live transcription counts as a run. A
// study takes long: runs and live transcription that are asked for meanwhile pass it between two of its
// steps. Every request and run ends in exactly one answer: its own, or Failed (code Cancelled if it was
// stopped or replaced).
#pragma once

#include "app/engine/model_host.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

namespace steerscope {

class EngineLoop {
public:
    using Send = std::function<void(const protocol::FromEngine&)>; // called from both threads
    using Log = std::function<void(const std::string& event)>; // one line, called from both threads

    EngineLoop(std::unique_ptr<ModelHost> host, Send send, Log log);
    ~EngineLoop(); // stops what runs and joins the worker

    // The reading thread's part; never waits for the worker. False: the window wishes the end.
    bool handle(protocol::ToEngine message);

private:
    using Job = std::variant<protocol::Hello, protocol::LoadModel, protocol::UnloadModel, protocol::StartRun,
        protocol::StartLive, protocol::StartStudy, protocol::InspectModel, protocol::ListModels,
        protocol::ImportModel>;
    struct Current { // what the worker is doing
        Job job;
        StopFlag stop;
    };

    struct LiveLine { // from the reading thread to the worker
        std::uint64_t generation = 0;
        LiveInput next;
        bool changed = false; // since the worker last looked
    };

    static std::uint64_t idOf(const Job& job); // request or generation
    template <class... Kinds> static bool isOneOf(const Job& job);

    void enqueue(Job job);
    void cancel(std::uint64_t id);
    // Both hold the mutex: drop waiting jobs and stop the running one where the test says so.
    template <class Test> void stopWhere(const Test& test, std::vector<Job>& dropped);
    void reportDropped(const std::vector<Job>& dropped);

    // Changes what the worker hears next, if this generation is the one it listens to.
    template <class Change> void tellLive(std::uint64_t generation, const Change& change);
    LiveInput nextOfLive(std::uint64_t generation, bool wait, const StopFlag& stop);

    // Between two steps of a study: does the runs that wait, while the study stands aside.
    void letRunsPass();
    std::shared_ptr<const Waveform> audioOf(std::uint64_t id);

    void work();
    void perform(const Job& job, const StopFlag& stop);
    void perform(const protocol::Hello& hello, const StopFlag& stop);
    void perform(const protocol::LoadModel& wish, const StopFlag& stop);
    void perform(const protocol::UnloadModel& wish, const StopFlag& stop);
    void perform(const protocol::StartRun& wish, const StopFlag& stop);
    void perform(const protocol::StartLive& wish, const StopFlag& stop);
    void perform(const protocol::StartStudy& wish, const StopFlag& stop);
    void perform(const protocol::InspectModel& wish, const StopFlag& stop);
    void perform(const protocol::ListModels& wish, const StopFlag& stop);
    void perform(const protocol::ImportModel& wish, const StopFlag& stop);
    void fail(std::uint64_t id, const Error& error);
    ProgressFn progressFor(std::uint64_t id) const;
    RunCallbacks callbacksFor(std::uint64_t generation) const;

    std::unique_ptr<ModelHost> m_host; // worker only
    Send m_send;
    Log m_log;

    std::mutex m_mutex; // of everything below
    std::condition_variable m_changed;
    std::deque<Job> m_waiting;
    std::optional<Current> m_current;
    std::optional<Current> m_aside; // a study that lets a run pass
    std::uint64_t m_audioId = 0;
    std::shared_ptr<const Waveform> m_audio;
    LiveLine m_live; // the newest
    bool m_ending = false;

    std::thread m_worker;
};

} // namespace steerscope

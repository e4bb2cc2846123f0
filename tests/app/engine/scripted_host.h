// SPDX-License-Identifier: MIT
#pragma once

#include "app/engine/engine_loop.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace steerscope::test {

// What the loop sent, for a test that waits for it.
class Answers {
public:
    void take(const protocol::FromEngine& message)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_messages.push_back(message);
        }
        m_changed.notify_all();
    }
    // Waits until one satisfies the test and returns it; throws after ten seconds.
    template <class Test> protocol::FromEngine waitFor(const Test& test)
    {
        std::unique_lock lock(m_mutex);
        const protocol::FromEngine* found = nullptr;
        const auto look = [&] {
            for (const auto& message : m_messages)
                if (test(message)) {
                    found = &message;
                    return true;
                }
            return false;
        };
        if (!m_changed.wait_for(lock, std::chrono::seconds(10), look))
            throw std::runtime_error("the expected answer did not come");
        return *found;
    }
    template <class Kind> Kind waitFor()
    {
        return std::get<Kind>(waitFor([](const auto& m) { return std::holds_alternative<Kind>(m); }));
    }
    protocol::Failed waitForFailure(std::uint64_t id)
    {
        return std::get<protocol::Failed>(waitFor([id](const auto& m) {
            const auto* failed = std::get_if<protocol::Failed>(&m);
            return failed && failed->id == id;
        }));
    }
    protocol::RunDone waitForDone(std::uint64_t generation)
    {
        return std::get<protocol::RunDone>(waitFor([generation](const auto& m) {
            const auto* done = std::get_if<protocol::RunDone>(&m);
            return done && done->generation == generation;
        }));
    }
    std::vector<protocol::FromEngine> all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_messages;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<protocol::FromEngine> m_messages;
};

// A model whose runs last until they are stopped or the test lets them go.
class ScriptedHost : public ModelHost {
public:
    struct Script {
        std::atomic<bool> holdRuns{false};
        std::atomic<bool> holdLoads{false};
        std::atomic<bool> holdStudies{false};
        std::atomic<bool> outOfMemory{false};
        std::atomic<bool> throwForeign{false};
        std::atomic<int> cachesDropped{0};
        std::atomic<int> runsBegun{0};
        std::atomic<int> studySteps{0};
        std::atomic<int> progressSteps{0};
    };
    explicit ScriptedHost(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }

    protocol::HelloReply hello() override { return {protocol::kVersion, "scripted", {}, {}, {}, {}}; }
    protocol::Loaded load(
        const protocol::LoadModel& wish, const ProgressFn& progress, const StopFlag& stop) override
    {
        progress("loading", 0.0);
        hold(m_script->holdLoads, stop);
        m_loaded = true;
        protocol::Loaded loaded;
        loaded.info.name = wish.model;
        return loaded;
    }
    void unload() override { m_loaded = false; }
    bool loaded() const override { return m_loaded; }
    std::vector<WindowSpan> windows(const Waveform& audio, const RunOptions&, const StopFlag&) override
    {
        return {{0.0, audio.seconds()}};
    }
    RunResult run(const Waveform& audio, const SteeringSettings&, const RunOptions&,
        const RunCallbacks& callbacks, const StopFlag& stop) override
    {
        ++m_script->runsBegun;
        for (int i = 0; i < m_script->progressSteps; ++i)
            callbacks.progress("encoding", i / 1e6);
        hold(m_script->holdRuns, stop);
        if (m_script->outOfMemory)
            throw Failure(
                ErrorCode::OutOfMemory, "not enough memory on cpu", "2 GB needed, 1 GB free", "smaller");
        if (m_script->throwForeign)
            throw std::runtime_error("surprise");
        GatingTrace trace;
        trace.endSeconds = audio.seconds();
        callbacks.trace(trace);
        callbacks.token(0, {1, "word", -0.5});
        callbacks.segment(0, {0.0, audio.seconds(), "word", {}});
        return {};
    }
    // Says each piece of sound as an utterance of its length; the last one is final.
    void live(const protocol::StartLive& wish, const LiveSource& source,
        const std::function<void(const LiveUtterance&)>& say, const StopFlag& stop) override
    {
        ++m_script->runsBegun;
        double heard = static_cast<double>(wish.start.sample) / kModelSampleRate;
        for (bool ended = false; !ended;) {
            const LiveInput input = source(/*wait=*/true);
            stop.throwIfStopped();
            ended = input.ended;
            LiveUtterance said;
            said.final = ended;
            said.trace.window = wish.start.utterance;
            said.segment.start = heard;
            heard += static_cast<double>(input.samples.size()) / kModelSampleRate;
            said.segment.end = heard;
            said.segment.text = "master " + std::to_string(input.settings.master);
            say(said);
        }
    }
    // Steps until the script lets it end; its answer names the recording.
    StudyResult study(const Waveform&, const protocol::StartStudy& wish, const StudyCallbacks& callbacks,
        const StopFlag& stop) override
    {
        callbacks.progress("asking", 0.0);
        do {
            ++m_script->studySteps;
            callbacks.between();
            stop.throwIfStopped();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        } while (m_script->holdStudies);
        return HeardResult{wish.name, {}};
    }
    void dropCaches() override { ++m_script->cachesDropped; }
    std::int64_t residentBytes() override { return 1; }
    protocol::Inspected inspect(const protocol::InspectModel&) override
    {
        throw Failure(ErrorCode::Model, "config.json is missing", "/nowhere", "choose another folder");
    }
    protocol::ModelList list() override { return {0, {{"demo", "/m", "shipped", ""}}}; }
    protocol::Imported import(const protocol::ImportModel&, const ProgressFn&, const StopFlag& stop) override
    {
        hold(m_script->holdLoads, stop);
        return {};
    }

private:
    static void hold(const std::atomic<bool>& held, const StopFlag& stop)
    {
        while (held) {
            stop.throwIfStopped();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    std::shared_ptr<Script> m_script;
    bool m_loaded = false;
};

} // namespace steerscope::test

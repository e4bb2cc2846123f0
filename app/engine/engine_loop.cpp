// SPDX-License-Identifier: MIT
#include "app/engine/engine_loop.h"

#include <algorithm>
#include <chrono>
#include <type_traits>
#include <utility>

namespace steerscope {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kProgressInterval(33);

template <class Job> std::string nameOf(const Job& job)
{
    const auto text = [](const auto& content) -> std::string {
        using Content = std::remove_cvref_t<decltype(content)>;
        if constexpr (std::is_same_v<Content, protocol::Hello>)
            return "hello from " + content.program;
        else if constexpr (std::is_same_v<Content, protocol::LoadModel>)
            return "load '" + content.model + "' on " + content.device + " as " + content.dtype;
        else if constexpr (std::is_same_v<Content, protocol::UnloadModel>)
            return "unload";
        else if constexpr (std::is_same_v<Content, protocol::StartRun>)
            return "run " + std::to_string(content.generation)
                + (content.options.decode ? " (gates and words)" : " (gates)");
        else if constexpr (std::is_same_v<Content, protocol::StartLive>)
            return "live " + std::to_string(content.generation);
        else if constexpr (std::is_same_v<Content, protocol::StartStudy>)
            return "study " + std::to_string(content.request);
        else if constexpr (std::is_same_v<Content, protocol::InspectModel>)
            return "inspect '" + content.path + "'";
        else if constexpr (std::is_same_v<Content, protocol::ListModels>)
            return "list models";
        else
            return "import '" + content.checkpoint + "'";
    };
    return std::visit(text, job);
}

} // namespace

EngineLoop::EngineLoop(std::unique_ptr<ModelHost> host, Send send, Log log)
    : m_host(std::move(host))
    , m_send(std::move(send))
    , m_log(std::move(log))
    , m_worker([this] { work(); })
{
}

EngineLoop::~EngineLoop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_waiting.clear();
        for (const auto* current : {&m_current, &m_aside})
            if (*current)
                (*current)->stop.stop();
    }
    m_changed.notify_all();
    m_worker.join();
}

std::uint64_t EngineLoop::idOf(const Job& job)
{
    return std::visit(
        [](const auto& content) -> std::uint64_t {
            if constexpr (requires { content.generation; })
                return content.generation;
            else if constexpr (requires { content.request; })
                return content.request;
            else
                return 0;
        },
        job);
}

template <class... Kinds> bool EngineLoop::isOneOf(const Job& job)
{
    return (std::holds_alternative<Kinds>(job) || ...);
}

bool EngineLoop::handle(protocol::ToEngine message)
{
    return std::visit(
        [this](auto& content) {
            using Content = std::remove_cvref_t<decltype(content)>;
            if constexpr (std::is_same_v<Content, protocol::Shutdown>) {
                return false;
            } else if constexpr (std::is_same_v<Content, protocol::Cancel>) {
                cancel(content.generation);
            } else if constexpr (std::is_same_v<Content, protocol::SetAudio>) {
                auto audio = std::make_shared<const Waveform>(std::move(content.waveform));
                const std::lock_guard lock(m_mutex);
                m_audio.swap(audio); // the old one is freed outside of the lock or by the run that uses it
                m_audioId = content.audio;
            } else if constexpr (std::is_same_v<Content, protocol::LiveSound>) {
                tellLive(content.generation, [&](LiveInput& next) {
                    next.samples.insert(next.samples.end(), content.samples.begin(), content.samples.end());
                });
            } else if constexpr (std::is_same_v<Content, protocol::LiveSettings>) {
                tellLive(content.generation, [&](LiveInput& next) { next.settings = content.settings; });
            } else if constexpr (std::is_same_v<Content, protocol::StopLive>) {
                tellLive(content.generation, [](LiveInput& next) { next.ended = true; });
            } else {
                enqueue(std::move(content));
            }
            return true;
        },
        message);
}

void EngineLoop::enqueue(Job job)
{
    using namespace protocol;
    std::vector<Job> dropped;
    {
        const std::lock_guard lock(m_mutex);
        if (isOneOf<StartRun, StartLive>(job))
            stopWhere([](const Job& other) { return isOneOf<StartRun, StartLive>(other); }, dropped);
        else if (isOneOf<StartStudy>(job))
            stopWhere([](const Job& other) { return isOneOf<StartStudy>(other); }, dropped);
        else if (isOneOf<LoadModel, UnloadModel>(job))
            stopWhere(
                [](const Job& other) { return isOneOf<StartRun, StartLive, StartStudy, LoadModel>(other); },
                dropped);
        if (const auto* live = std::get_if<StartLive>(&job))
            m_live = {live->generation, {{}, live->settings, false}, true};
        m_waiting.push_back(std::move(job));
    }
    m_changed.notify_all();
    reportDropped(dropped);
}

void EngineLoop::cancel(std::uint64_t id)
{
    using namespace protocol;
    m_send(CancelAck{id});
    std::vector<Job> dropped;
    {
        const std::lock_guard lock(m_mutex);
        const auto meant = [id](const Job& job) {
            return isOneOf<StartRun, StartLive>(job)
                ? idOf(job) <= id
                : isOneOf<LoadModel, ImportModel, StartStudy>(job) && idOf(job) == id;
        };
        stopWhere(meant, dropped);
    }
    m_changed.notify_all(); // a live job waits for sound
    reportDropped(dropped);
}

template <class Test> void EngineLoop::stopWhere(const Test& test, std::vector<Job>& dropped)
{
    for (const auto* current : {&m_current, &m_aside})
        if (*current && test((*current)->job))
            (*current)->stop.stop();
    for (const Job& job : m_waiting)
        if (test(job))
            dropped.push_back(job);
    std::erase_if(m_waiting, test);
}

void EngineLoop::reportDropped(const std::vector<Job>& dropped)
{
    for (const Job& job : dropped)
        fail(idOf(job), {ErrorCode::Cancelled, "replaced or stopped before it began", {}, {}});
}

template <class Change> void EngineLoop::tellLive(std::uint64_t generation, const Change& change)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_live.generation != generation)
            return; // of one that was replaced
        change(m_live.next);
        m_live.changed = true;
    }
    m_changed.notify_all();
}

LiveInput EngineLoop::nextOfLive(std::uint64_t generation, bool wait, const StopFlag& stop)
{
    std::unique_lock lock(m_mutex);
    if (wait)
        m_changed.wait(lock,
            [&] { return m_ending || stop.stopped() || m_live.generation != generation || m_live.changed; });
    if (m_live.generation != generation)
        return {{}, {}, true};
    LiveInput next = m_live.next;
    m_live.next.samples.clear();
    m_live.changed = false;
    return next;
}

void EngineLoop::work()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_current.reset();
        m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_ending)
            return;
        m_current = Current{std::move(m_waiting.front()), StopFlag()};
        m_waiting.pop_front();
        const Current current = *m_current;
        lock.unlock();
        perform(current.job, current.stop);
    }
}

void EngineLoop::letRunsPass()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        const auto next = std::find_if(m_waiting.begin(), m_waiting.end(),
            [](const Job& job) { return isOneOf<protocol::StartRun, protocol::StartLive>(job); });
        if (m_ending || next == m_waiting.end())
            return;
        m_aside = std::exchange(m_current, Current{std::move(*next), StopFlag()});
        m_waiting.erase(next);
        const Current run = *m_current;
        lock.unlock();
        perform(run.job, run.stop);
        lock.lock();
        m_current = std::exchange(m_aside, std::nullopt);
    }
}

std::shared_ptr<const Waveform> EngineLoop::audioOf(std::uint64_t id)
{
    std::shared_ptr<const Waveform> audio;
    {
        const std::lock_guard lock(m_mutex);
        if (id == m_audioId)
            audio = m_audio;
    }
    if (!audio)
        throw Failure(
            ErrorCode::Usage, "the engine does not hold this recording", std::to_string(id), "send it first");
    return audio;
}

void EngineLoop::perform(const Job& job, const StopFlag& stop)
{
    const auto begin = Clock::now();
    m_log(nameOf(job));
    try {
        std::visit([&](const auto& content) { perform(content, stop); }, job);
        const auto milliseconds
            = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
        m_log(nameOf(job) + ": done in " + std::to_string(milliseconds) + " ms");
    } catch (...) {
        const Error error = currentError();
        if (error.code == ErrorCode::OutOfMemory)
            m_host->dropCaches();
        fail(idOf(job), error);
    }
}

void EngineLoop::perform(const protocol::Hello& hello, const StopFlag&)
{
    if (hello.version != protocol::kVersion)
        throw Failure(ErrorCode::Protocol,
            "the window speaks version " + std::to_string(hello.version)
                + " of the protocol, this engine version " + std::to_string(protocol::kVersion),
            hello.program, "install the same version of SteerScope on both sides");
    m_send(m_host->hello());
}

void EngineLoop::perform(const protocol::LoadModel& wish, const StopFlag& stop)
{
    protocol::Loaded loaded = m_host->load(wish, progressFor(wish.request), stop);
    loaded.request = wish.request;
    m_send(loaded);
}

void EngineLoop::perform(const protocol::UnloadModel& wish, const StopFlag&)
{
    m_host->unload();
    m_send(protocol::Unloaded{wish.request});
}

void EngineLoop::perform(const protocol::StartRun& wish, const StopFlag& stop)
{
    const std::shared_ptr<const Waveform> audio = audioOf(wish.audio);
    if (!m_host->loaded())
        throw Failure(ErrorCode::Usage, "no model is loaded", {}, "load one first");
    m_send(protocol::RunStarted{wish.generation, m_host->windows(*audio, wish.options, stop)});
    const RunResult result
        = m_host->run(*audio, wish.settings, wish.options, callbacksFor(wish.generation), stop);
    m_send(protocol::RunDone{wish.generation, result.timings, result.cacheBytes, m_host->residentBytes()});
}

void EngineLoop::perform(const protocol::StartLive& wish, const StopFlag& stop)
{
    if (!m_host->loaded())
        throw Failure(ErrorCode::Usage, "no model is loaded", {}, "load one first");
    m_host->live(
        wish, [&](bool wait) { return nextOfLive(wish.generation, wait, stop); },
        [&](const LiveUtterance& said) {
            m_send(protocol::LiveText{wish.generation, said});
        },
        stop);
    m_send(protocol::LiveDone{wish.generation});
}

void EngineLoop::perform(const protocol::StartStudy& wish, const StopFlag& stop)
{
    const std::shared_ptr<const Waveform> audio = audioOf(wish.audio);
    if (!m_host->loaded())
        throw Failure(ErrorCode::Usage, "no model is loaded", {}, "load one first");
    const StudyCallbacks callbacks{progressFor(wish.request), [this] { letRunsPass(); }};
    m_send(protocol::StudyDone{wish.request, m_host->study(*audio, wish, callbacks, stop)});
}

void EngineLoop::perform(const protocol::InspectModel& wish, const StopFlag&)
{
    protocol::Inspected inspected = m_host->inspect(wish);
    inspected.request = wish.request;
    m_send(inspected);
}

void EngineLoop::perform(const protocol::ListModels& wish, const StopFlag&)
{
    protocol::ModelList list = m_host->list();
    list.request = wish.request;
    m_send(list);
}

void EngineLoop::perform(const protocol::ImportModel& wish, const StopFlag& stop)
{
    protocol::Imported imported = m_host->import(wish, progressFor(wish.request), stop);
    imported.request = wish.request;
    m_send(imported);
}

void EngineLoop::fail(std::uint64_t id, const Error& error)
{
    m_log("failed (" + std::to_string(id) + ", " + errorCodeName(error.code) + "): " + error.message());
    m_send(protocol::Failed{id, error});
}

// At most 30 a second, so that a window is not flooded by a loader that counts tensors.
ProgressFn EngineLoop::progressFor(std::uint64_t id) const
{
    struct Last {
        std::string stage;
        Clock::time_point time;
    };
    return [this, id, last = std::make_shared<Last>()](const std::string& stage, double fraction) {
        const auto now = Clock::now();
        if (stage == last->stage && fraction < 1.0 && now - last->time < kProgressInterval)
            return;
        *last = {stage, now};
        m_send(protocol::Progress{id, stage, fraction});
    };
}

RunCallbacks EngineLoop::callbacksFor(std::uint64_t generation) const
{
    using namespace protocol;
    RunCallbacks callbacks;
    callbacks.progress = progressFor(generation);
    callbacks.trace = [this, generation](const GatingTrace& trace) { m_send(Gates{generation, trace}); };
    callbacks.token = [this, generation](int window, const Token& token) {
        m_send(PartialText{generation, window, token});
    };
    callbacks.segment = [this, generation](int window, const Segment& segment) {
        m_send(SegmentDone{generation, window, segment});
    };
    callbacks.score = [this, generation](int, const TargetScore& score) {
        m_send(Scored{generation, score});
    };
    callbacks.warning = [this, generation](const std::string& text) { m_send(Warning{generation, text}); };
    return callbacks;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// What the engine's loop needs of the model. The real one is TranscriberHost; tests use a scripted one, so
// that the order of messages can be tested without torch.
#pragma once

#include "core/protocol/messages.h"

#include <functional>
#include <vector>

namespace steerscope {

// Called on the worker thread only. Everything may throw Failure.
// What has come since the last question.
struct LiveInput {
    std::vector<float> samples; // 16 kHz mono
    SteeringSettings settings; // of this moment
    bool ended = false; // nothing more comes
};
// wait: until there is something new, or the job is to stop.
using LiveSource = std::function<LiveInput(bool wait)>;

class ModelHost {
public:
    virtual ~ModelHost() = default;

    virtual protocol::HelloReply hello() = 0;
    // Replaces the model. After a failure there is none.
    virtual protocol::Loaded load(
        const protocol::LoadModel& wish, const ProgressFn& progress, const StopFlag& stop)
        = 0;
    virtual void unload() = 0;
    virtual bool loaded() const = 0;
    virtual std::vector<WindowSpan> windows(
        const Waveform& audio, const RunOptions& options, const StopFlag& stop)
        = 0;
    virtual RunResult run(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
        const RunCallbacks& callbacks, const StopFlag& stop)
        = 0;
    // Transcribes the sound as it comes, until all of it is said.
    virtual void live(const protocol::StartLive& wish, const LiveSource& source,
        const std::function<void(const LiveUtterance&)>& say, const StopFlag& stop)
        = 0;
    virtual StudyResult study(const Waveform& audio, const protocol::StartStudy& wish,
        const StudyCallbacks& callbacks, const StopFlag& stop)
        = 0;
    virtual void dropCaches() = 0;
    virtual std::int64_t residentBytes() = 0;

    virtual protocol::Inspected inspect(const protocol::InspectModel& wish) = 0;
    virtual protocol::ModelList list() = 0;
    virtual protocol::Imported import(
        const protocol::ImportModel& wish, const ProgressFn& progress, const StopFlag& stop)
        = 0;
};

} // namespace steerscope

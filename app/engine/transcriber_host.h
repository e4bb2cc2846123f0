// SPDX-License-Identifier: MIT
#pragma once

#include "app/engine/model_host.h"
#include "core/pipeline/transcriber.h"

#include <memory>
#include <string>

namespace steerscope {

// The model host on LibTorch.
class TranscriberHost : public ModelHost {
public:
    explicit TranscriberHost(std::string program); // "steerscope-engine 0.1.0"

    protocol::HelloReply hello() override;
    protocol::Loaded load(
        const protocol::LoadModel& wish, const ProgressFn& progress, const StopFlag& stop) override;
    void unload() override { m_transcriber.reset(); }
    bool loaded() const override { return m_transcriber != nullptr; }
    std::vector<WindowSpan> windows(
        const Waveform& audio, const RunOptions& options, const StopFlag& stop) override;
    RunResult run(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
        const RunCallbacks& callbacks, const StopFlag& stop) override;
    void live(const protocol::StartLive& wish, const LiveSource& source,
        const std::function<void(const LiveUtterance&)>& say, const StopFlag& stop) override;
    StudyResult study(const Waveform& audio, const protocol::StartStudy& wish,
        const StudyCallbacks& callbacks, const StopFlag& stop) override;
    void dropCaches() override;
    std::int64_t residentBytes() override;
    protocol::Inspected inspect(const protocol::InspectModel& wish) override;
    protocol::ModelList list() override;
    protocol::Imported import(
        const protocol::ImportModel& wish, const ProgressFn& progress, const StopFlag& stop) override;

private:
    std::string m_program;
    std::unique_ptr<Transcriber> m_transcriber;
};

} // namespace steerscope

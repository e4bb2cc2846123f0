// SPDX-License-Identifier: MIT
#include "app/engine/transcriber_host.h"

#include "core/model/checkpoint/bundle.h"
#include "core/model/device.h"
#include "core/pipeline/ask/study.h"
#include "core/pipeline/live_transcriber.h"

#include <utility>

namespace steerscope {

TranscriberHost::TranscriberHost(std::string program)
    : m_program(std::move(program))
{
}

protocol::HelloReply TranscriberHost::hello()
{
    protocol::HelloReply reply;
    reply.program = m_program;
    reply.capabilities = {"run", "score", "live", "study", "inspect", "list", "import"};
    reply.cudaReason = cudaUnavailableReason();
    for (const DeviceDescription& device : devices())
        reply.devices.push_back({device.id, device.name, device.totalBytes, device.freeBytes});
    reply.libtorch = libtorchVersion();
    return reply;
}

protocol::Loaded TranscriberHost::load(
    const protocol::LoadModel& wish, const ProgressFn& progress, const StopFlag& stop)
{
    m_transcriber.reset(); // first: two models may not fit
    LoadOptions options;
    options.model = wish.model;
    options.device = wish.device;
    options.dtype = wish.dtype;
    options.threads = wish.threads;
    if (wish.cacheBytes > 0)
        options.cacheBytes = wish.cacheBytes;
    m_transcriber = Transcriber::load(options, progress, stop);

    protocol::Loaded loaded;
    loaded.info = m_transcriber->info();
    loaded.seconds = m_transcriber->loadSeconds();
    loaded.residentBytes = steerscope::residentBytes();
    loaded.freeBytes = freeBytes(loaded.info.device);
    return loaded;
}

std::vector<WindowSpan> TranscriberHost::windows(
    const Waveform& audio, const RunOptions& options, const StopFlag& stop)
{
    return m_transcriber->windows(audio, options, stop);
}

RunResult TranscriberHost::run(const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, const RunCallbacks& callbacks, const StopFlag& stop)
{
    return m_transcriber->run(audio, settings, options, callbacks, stop);
}

void TranscriberHost::live(const protocol::StartLive& wish, const LiveSource& source,
    const std::function<void(const LiveUtterance&)>& say, const StopFlag& stop)
{
    LiveTranscriber live(*m_transcriber, wish.options, wish.start);
    bool ended = false;
    for (bool idle = true;;) {
        const LiveInput input = source(idle && !ended);
        stop.throwIfStopped();
        live.feed(input.samples);
        if (input.ended && !std::exchange(ended, true))
            live.finish();
        const std::optional<LiveUtterance> said = live.step(input.settings, stop);
        if (said)
            say(*said);
        else if (ended)
            return;
        idle = !said;
    }
}

StudyResult TranscriberHost::study(const Waveform& audio, const protocol::StartStudy& wish,
    const StudyCallbacks& callbacks, const StopFlag& stop)
{
    return steerscope::study(
        *m_transcriber, wish.name, audio, wish.settings, wish.question, wish.options, callbacks, stop);
}

void TranscriberHost::dropCaches()
{
    if (m_transcriber)
        m_transcriber->dropCaches();
}

std::int64_t TranscriberHost::residentBytes()
{
    return steerscope::residentBytes();
}

protocol::Inspected TranscriberHost::inspect(const protocol::InspectModel& wish)
{
    protocol::Inspected inspected;
    inspected.info = inspectModel(resolveModel(wish.path), inspected.problems);
    return inspected;
}

protocol::ModelList TranscriberHost::list()
{
    protocol::ModelList reply;
    for (const ModelEntry& entry : listModels())
        reply.models.push_back({entry.name, entry.path.string(), entry.origin, entry.summary});
    return reply;
}

protocol::Imported TranscriberHost::import(
    const protocol::ImportModel& wish, const ProgressFn& progress, const StopFlag& stop)
{
    ImportOptions options;
    options.checkpoint = wish.checkpoint;
    options.encoder = wish.encoder;
    options.llm = wish.llm;
    options.config = wish.config;
    options.name = wish.name;
    options.pooling = wish.pooling;
    options.copy = wish.copy;
    options.output = wish.output;
    if (options.output.empty()) {
        if (wish.name.empty() || wish.name.find('/') != std::string::npos || wish.name.starts_with('.'))
            throw Failure(
                ErrorCode::Usage, "the new model needs a name", wish.name, "give it one without slashes");
        options.output = importedModelsFolder() / wish.name;
    }

    protocol::Imported imported;
    imported.path = importBundle(options, progress, stop).root.string();
    std::vector<std::string> problems;
    imported.info = inspectModel(imported.path, problems);
    return imported;
}

} // namespace steerscope

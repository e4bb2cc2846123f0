// SPDX-License-Identifier: MIT
#include "core/pipeline/transcriber_impl_p.h"

#include "core/pipeline/memory_p.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace steerscope {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// The wanted window first, the others in order.
std::vector<int> runOrder(int windows, const RunOptions& options)
{
    const int first = std::clamp(options.firstWindow, 0, windows - 1);
    std::vector<int> order{first};
    for (int w = 0; w < windows && !options.onlyFirstWindow; ++w)
        if (w != first)
            order.push_back(w);
    return order;
}

void sortByWindow(RunResult& result)
{
    std::sort(result.traces.begin(), result.traces.end(),
        [](const auto& a, const auto& b) { return a.window < b.window; });
    auto& segments = result.transcript.segments;
    std::sort(
        segments.begin(), segments.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
}

std::vector<WindowSpan> inSeconds(const std::vector<SpeechSpan>& speech)
{
    std::vector<WindowSpan> spans;
    for (const SpeechSpan& span : speech)
        spans.push_back({static_cast<double>(span.begin) / kModelSampleRate,
            static_cast<double>(span.end) / kModelSampleRate});
    return spans;
}

} // namespace

void requireModelAudio(const Waveform& audio)
{
    if (audio.samples.empty())
        throw Failure(
            ErrorCode::Input, "the recording holds no samples", {}, "record or open something longer");
    if (audio.sampleRate != kModelSampleRate)
        throw Failure(ErrorCode::Usage, "the audio must be 16 kHz",
            "found " + std::to_string(audio.sampleRate) + " Hz", "resample it first");
}

std::span<const float> finiteSamples(
    const Waveform& audio, const WindowSpan& span, std::vector<float>& storage, std::size_t& replaced)
{
    const auto total = audio.samples.size();
    const auto begin = std::min(total, static_cast<std::size_t>(std::llround(span.start * audio.sampleRate)));
    const auto end = std::min(total, static_cast<std::size_t>(std::llround(span.end * audio.sampleRate)));
    const std::span<const float> samples(audio.samples.data() + begin, end - begin);
    const auto finite = [](float sample) { return std::isfinite(sample); };
    if (std::all_of(samples.begin(), samples.end(), finite))
        return samples;
    storage.assign(samples.begin(), samples.end());
    for (float& sample : storage)
        if (!finite(sample)) {
            sample = 0.0F;
            ++replaced;
        }
    return storage;
}

void Transcriber::Impl::withMemory(const std::function<void()>& work)
{
    withMemoryRetry(model.info.device, model.info.dtype, work, [this] {
        caches.activations.clear();
        caches.prompts.clear();
    });
}

void Transcriber::Impl::runWindow(const WindowContext& run, const WindowInput& input, RunResult& result)
{
    GatingTrace trace;
    const at::Tensor encoded = encodeWindow(run, input, trace);
    result.traces.push_back(std::move(trace));
    const bool scores = !run.options.target.empty() && !result.score;
    const bool decodes = run.options.decode && input.mayHoldWords;
    if (!model.decoder)
        return;
    const at::Tensor embeddings = scores || decodes ? audioEmbeddings(model, encoded) : at::Tensor();
    if (scores)
        result.score = scoreWindow(run, input, embeddings);
    if (decodes)
        result.transcript.segments.push_back(decodeWindow(run, input, encoded, embeddings));
    else if (run.options.decode)
        result.transcript.segments.push_back(wordlessWindow(run, input));
}

RunResult Transcriber::Impl::run(const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, const RunCallbacks& callbacks, const StopFlag& stop)
{
    const auto begin = Clock::now();
    requireModelAudio(audio);
    validate(settings, model.info.steered);
    const c10::InferenceMode inference;
    RunResult result;
    const WindowPlan plan = planner.plan(audio, model.info.windowSeconds, options, callbacks.progress, stop);
    result.windows = plan.windows;
    if (plan.speech)
        result.speech = inSeconds(*plan.speech);
    // Progress of all windows together.
    RunCallbacks overall = callbacks;
    if (callbacks.progress)
        overall.progress = [&](const std::string& stage, double fraction) {
            const double done = static_cast<double>(result.traces.size());
            callbacks.progress(stage, (done + fraction) / static_cast<double>(result.windows.size()));
        };
    const WindowContext context{model, caches, settings, options, overall, stop, result.timings};
    std::size_t replaced = 0;
    std::vector<float> storage;
    for (int w : runOrder(static_cast<int>(result.windows.size()), options)) {
        stop.throwIfStopped();
        const WindowInput input{w, result.windows[w],
            finiteSamples(audio, result.windows[w], storage, replaced),
            plan.mayHoldWords(audio, result.windows[w])};
        const std::size_t done = result.traces.size();
        const std::size_t written = result.transcript.segments.size();
        withMemory([&] { // a retry after running out of memory starts the window again
            result.traces.resize(done);
            result.transcript.segments.resize(written);
            runWindow(context, input, result);
        });
    }
    if (replaced > 0 && callbacks.warning)
        callbacks.warning(std::to_string(replaced) + " samples were not finite numbers and count as 0");
    sortByWindow(result);
    result.timings.load = loadSeconds;
    result.timings.total = secondsSince(begin);
    result.cacheBytes = caches.activations.bytes();
    return result;
}

std::unique_ptr<Transcriber> Transcriber::load(
    const LoadOptions& options, const ProgressFn& progress, const StopFlag& stop)
{
    const auto begin = Clock::now();
    std::unique_ptr<Impl> impl;
    withMemoryRetry(
        options.device.starts_with("cuda") ? options.device : "cpu", options.dtype,
        [&] {
            impl.reset(new Impl{loadModel(options, progress, stop),
                {ActivationCache(options.cacheBytes), PromptCache(), DraftCache()}, 0.0});
        },
        [] {});
    impl->loadSeconds = secondsSince(begin);
    return std::unique_ptr<Transcriber>(new Transcriber(std::move(impl)));
}

Transcriber::Transcriber(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Transcriber::~Transcriber() = default;

const ModelInfo& Transcriber::info() const
{
    return m_impl->model.info;
}

double Transcriber::loadSeconds() const
{
    return m_impl->loadSeconds;
}

std::vector<WindowSpan> Transcriber::windows(
    const Waveform& audio, const RunOptions& options, const StopFlag& stop)
{
    requireModelAudio(audio);
    return m_impl->planner.plan(audio, info().windowSeconds, options, {}, stop).windows;
}

RunResult Transcriber::run(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
    const RunCallbacks& callbacks, const StopFlag& stop)
{
    return m_impl->run(audio, settings, options, callbacks, stop);
}

std::int64_t Transcriber::cacheBytesInUse() const
{
    return m_impl->caches.activations.bytes();
}

void Transcriber::dropCaches()
{
    m_impl->caches.activations.clear();
    m_impl->caches.prompts.clear();
    m_impl->caches.drafts.clear();
}

} // namespace steerscope

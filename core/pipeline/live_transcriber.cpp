// SPDX-License-Identifier: MIT
#include "core/pipeline/live_transcriber.h"

#include "core/audio/utterance_cutter.h"
#include "core/pipeline/transcriber.h"
#include "core/pipeline/voice_activity.h"

#include <algorithm>
#include <chrono>
#include <deque>

namespace steerscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kPartialStep = kModelSampleRate / 4; // a quarter of a second
// Partial text is not worth more than this share of the machine; what is final never waits for it.
constexpr double kPartialShare = 0.4;

UtteranceRules rulesFor(const RunOptions& options, double windowSeconds)
{
    UtteranceRules rules;
    rules.threshold = options.voiceThreshold;
    rules.maxSeconds = windowSeconds; // an utterance is one audio window
    return rules;
}

RunOptions withoutCuts(RunOptions options)
{
    options.voiceActivity = false; // the utterance is speech
    options.firstWindow = 0;
    options.onlyFirstWindow = true;
    options.target.clear();
    options.cuts.clear();
    return options;
}

double secondsOf(std::int64_t sample)
{
    return static_cast<double>(sample) / kModelSampleRate;
}

} // namespace

struct LiveTranscriber::Impl {
    Transcriber& transcriber;
    RunOptions options;
    VoiceDetector voice;
    UtteranceCutter cutter;
    std::deque<Utterance> complete;
    std::vector<float> sound; // from m_soundBegin on
    std::int64_t soundBegin = 0;
    // Of the last partial pass.
    std::int64_t partialEnd = 0;
    int partialNumber = -1;
    SteeringSettings partialSettings;
    std::int64_t partialStep = kPartialStep; // grows where the machine is slow

    void takeComplete()
    {
        for (const Utterance& utterance : cutter.takeComplete())
            complete.push_back(utterance);
    }

    void forgetSound()
    {
        const std::int64_t needed = complete.empty() ? cutter.neededFrom() : complete.front().begin;
        const std::int64_t most = soundBegin + static_cast<std::int64_t>(sound.size());
        const std::int64_t drop = std::clamp(needed, soundBegin, most) - soundBegin;
        sound.erase(sound.begin(), sound.begin() + drop);
        soundBegin += drop;
    }

    bool partialDue(const Utterance& open, const SteeringSettings& settings) const
    {
        // In a pause nothing new is said; the final text is about to be due and should not have to wait.
        const bool saidMore = cutter.lastSpeech() > partialEnd && open.end - partialEnd >= partialStep;
        return open.number != partialNumber || saidMore
            || !(settings.normalised() == partialSettings.normalised());
    }

    LiveUtterance transcribe(
        const Utterance& utterance, const SteeringSettings& settings, const StopFlag& stop)
    {
        const std::int64_t end
            = std::min(utterance.end, soundBegin + static_cast<std::int64_t>(sound.size()));
        Waveform audio;
        audio.samples.assign(
            sound.begin() + (utterance.begin - soundBegin), sound.begin() + (end - soundBegin));
        RunResult result = transcriber.run(audio, settings, options, {}, stop);

        LiveUtterance said;
        said.final = utterance.complete;
        if (!result.traces.empty())
            said.trace = std::move(result.traces.front());
        if (!result.transcript.segments.empty())
            said.segment = std::move(result.transcript.segments.front());
        for (TimedWord& word : said.segment.words) {
            word.start += secondsOf(utterance.begin);
            word.end += secondsOf(utterance.begin);
        }
        said.trace.window = utterance.number;
        said.trace.startSeconds = said.segment.start = secondsOf(utterance.begin);
        said.trace.endSeconds = said.segment.end = secondsOf(end);
        return said;
    }
};

LiveTranscriber::LiveTranscriber(Transcriber& transcriber, const RunOptions& options, const LiveStart& start)
    : m_impl(new Impl{transcriber, withoutCuts(options), VoiceDetector(),
        UtteranceCutter(rulesFor(options, transcriber.info().windowSeconds), start.utterance, start.sample),
        {}, {}, start.sample, 0, -1, {}})
{
}

LiveTranscriber::~LiveTranscriber() = default;

void LiveTranscriber::feed(std::span<const float> samples)
{
    Impl& d = *m_impl;
    d.sound.insert(d.sound.end(), samples.begin(), samples.end());
    d.cutter.feed(d.voice.feed(samples));
    d.takeComplete();
    d.forgetSound();
}

void LiveTranscriber::finish()
{
    m_impl->cutter.feed(m_impl->voice.finish());
    m_impl->cutter.finish();
    m_impl->takeComplete();
}

std::optional<LiveUtterance> LiveTranscriber::step(const SteeringSettings& settings, const StopFlag& stop)
{
    Impl& d = *m_impl;
    if (!d.complete.empty()) {
        LiveUtterance said = d.transcribe(d.complete.front(), settings, stop);
        d.complete.pop_front();
        d.forgetSound();
        return said;
    }
    const std::optional<Utterance> open = d.cutter.open();
    if (!open || !d.partialDue(*open, settings))
        return std::nullopt;
    const auto begin = Clock::now();
    LiveUtterance said = d.transcribe(*open, settings, stop);
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();
    d.partialStep
        = std::max(kPartialStep, static_cast<std::int64_t>(took / kPartialShare * kModelSampleRate));
    d.partialEnd = open->end;
    d.partialNumber = open->number;
    d.partialSettings = settings;
    return said;
}

} // namespace steerscope

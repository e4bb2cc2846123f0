// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/study_run.h"

#include "core/text/error_rate.h"
#include "core/text/text_normalizer.h"

#include <algorithm>

namespace steerscope {

namespace {

TextNormalizer normalizerOf(const StudyReference& reference)
{
    const auto normalizer = textNormalizerFromName(reference.normalizer);
    if (!normalizer)
        throw Failure(ErrorCode::Usage, "there is no normaliser '" + reference.normalizer + "'", {},
            "use none, basic or whisper-english");
    return *normalizer;
}

// Greedy: two runs that differ in one thing must not differ in their luck besides.
RunOptions studyOptions(const RunOptions& options)
{
    RunOptions greedy = options;
    greedy.sampling = Sampling::Greedy;
    return greedy;
}

} // namespace

TargetScore scoreText(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, int window, const std::string& text, const StopFlag& stop)
{
    RunOptions one = options;
    one.decode = false;
    one.target = text;
    one.firstWindow = window;
    one.onlyFirstWindow = true;
    return model.run(audio, settings, one, {}, stop).score.value_or(TargetScore());
}

StudyRun::StudyRun(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, const StudyReference& reference, const StudyCallbacks& callbacks,
    const StopFlag& stop)
    : m_model(model)
    , m_audio(audio)
    , m_options(studyOptions(options))
    , m_reference(reference)
    , m_callbacks(callbacks)
    , m_stop(stop)
{
    normalizerOf(reference);
    if (!model.info().decodesText)
        throw Failure(ErrorCode::Model, "this model writes no words to ask about", model.info().path,
            "use a bundle with a language model");
    m_asIs = run(settings);
    if (!m_options.target.empty())
        return;
    const auto& segments = m_asIs.transcript.segments;
    const auto last = static_cast<int>(segments.size()) - 1;
    m_options.firstWindow = std::clamp(m_options.firstWindow, 0, std::max(last, 0));
    const std::size_t window
        = m_options.onlyFirstWindow ? 0 : static_cast<std::size_t>(m_options.firstWindow);
    m_options.target = segments.empty() ? std::string() : segments[window].text;
    m_asIs.score
        = scoreText(m_model, m_audio, settings, m_options, m_options.firstWindow, m_options.target, m_stop);
}

RunResult StudyRun::run(const SteeringSettings& settings, const std::shared_ptr<const HeldGates>& held)
{
    step();
    RunOptions options = m_options;
    options.held = held;
    return m_model.run(m_audio, settings, options, {}, m_stop);
}

TargetScore StudyRun::score(const SteeringSettings& settings, int window, const std::string& text)
{
    step();
    return scoreText(m_model, m_audio, settings, m_options, window, text, m_stop);
}

std::optional<double> StudyRun::wordErrorRate(const RunResult& result) const
{
    if (m_reference.text.empty())
        return std::nullopt;
    const TextNormalizer normalizer = normalizerOf(m_reference);
    return wordErrors(
        normalizeText(normalizer, m_reference.text), normalizeText(normalizer, result.transcript.text()))
        .rate();
}

void StudyRun::step()
{
    m_stop.throwIfStopped();
    if (m_done > 0 && m_callbacks.between)
        m_callbacks.between();
    m_stop.throwIfStopped();
    if (m_callbacks.progress)
        m_callbacks.progress(
            "asking", m_runs > 0 ? std::min(1.0, static_cast<double>(m_done) / m_runs) : 0.0);
    ++m_done;
}

} // namespace steerscope

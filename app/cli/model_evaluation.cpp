// SPDX-License-Identifier: MIT
#include "app/cli/model_evaluation.h"

#include "app/cli/manifest_input.h"
#include "app/cli/text_table.h"
#include "core/model/checkpoint/bundle.h"
#include "core/training/analysis/plain_frames.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace steerscope::cli {
namespace {

// Several models meet the same broken recording.
void skip(Evaluation& evaluation, const std::string& where, const std::string& why)
{
    const bool known = std::any_of(evaluation.skipped.begin(), evaluation.skipped.end(),
        [&](const SkippedRecording& skipped) { return skipped.where == where; });
    if (!known)
        evaluation.skipped.push_back({where, why});
}

} // namespace

ModelEvaluation::ModelEvaluation(
    const ModelOptions& options, const std::vector<double>& masters, bool ctc, Environment& environment)
    : m_environment(environment)
    , m_model(loadModel(options, environment))
    , m_run(runOptions(options))
{
    if (!m_model.transcriber->info().decodesText)
        throw Failure(ErrorCode::Model, "this model has no language model, so it writes no text",
            m_model.transcriber->info().path, "evaluate a bundle with an LLM");
    m_systems = systemsOf(m_model, m_run, masters);
    m_written.resize(m_systems.size());
    if (!ctc)
        return;
    loadCtcHead();
    for (EvaluationSystem& system : m_systems) {
        system.label += ", its encoder's own CTC";
        system.fingerprint += "-ctc";
    }
}

void ModelEvaluation::loadCtcHead()
{
    const Bundle bundle = readBundle(m_model.transcriber->info().path);
    m_ctc = analysis::CtcReader::load(bundle.encoder);
    if (!m_ctc || m_ctc->width() != m_model.transcriber->info().width)
        throw Failure(ErrorCode::Model, "the encoder has no CTC head of its width", bundle.encoder.string(),
            "evaluate a model whose encoder was trained by CTC");
}

void ModelEvaluation::run(
    const std::vector<EvaluationTask>& tasks, HypothesisKeeper& keeper, Evaluation& evaluation)
{
    const ModelInfo& info = m_model.transcriber->info();
    const ProgressFn progress = m_environment.console.progress(info.name);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        m_environment.stop.throwIfStopped();
        if (progress)
            progress(stageText(i, tasks.size()), static_cast<double>(i) / static_cast<double>(tasks.size()));
        runOne(tasks[i], keeper, evaluation);
    }
    for (std::size_t s = 0; s < m_systems.size(); ++s)
        evaluation.systems.push_back({m_systems[s].label, info.path, info.variant,
            m_systems[s].settings.master, std::move(m_written[s]), {}, {}});
}

// The text and the seconds it took.
std::pair<std::string, double> ModelEvaluation::textOf(const Waveform& audio, const EvaluationSystem& system)
{
    if (!m_ctc) {
        const RunResult result
            = m_model.transcriber->run(audio, system.settings, m_run, {}, m_environment.stop);
        return {result.transcript.text(), result.timings.total};
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto plain = analysis::plainFrames(*m_model.transcriber, m_ctc->width(), audio, m_environment.stop);
    const std::string text = plain ? m_ctc->greedyText(plain->hidden, plain->frames) : "";
    return {text, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
}

std::string ModelEvaluation::stageText(std::size_t done, std::size_t all) const
{
    std::string text = std::to_string(done) + " of " + std::to_string(all);
    if (const auto rate = m_errors.rate())
        text += ", WER " + fixed(*rate * 100.0, 1) + " %";
    return text;
}

void ModelEvaluation::runOne(const EvaluationTask& task, HypothesisKeeper& keeper, Evaluation& evaluation)
{
    Waveform audio;
    for (std::size_t s = 0; s < m_systems.size(); ++s) {
        report::Hypothesis hypothesis = task.empty;
        hypothesis.system = m_systems[s].label;
        hypothesis.fingerprint = m_systems[s].fingerprint;
        if (const report::Hypothesis* kept = keeper.find(hypothesis)) {
            hypothesis = *kept;
            hypothesis.set = task.empty.set;
            hypothesis.groups = task.empty.groups;
        } else {
            if (audio.samples.empty() && !load(task, audio, evaluation))
                return;
            std::tie(hypothesis.text, hypothesis.runSeconds) = textOf(audio, m_systems[s]);
            hypothesis.seconds = audio.seconds();
            keeper.keep(hypothesis);
        }
        m_errors += report::scoreUtterance(hypothesis, evaluation.normalizer).words;
        m_written[s].push_back(std::move(hypothesis));
    }
}

bool ModelEvaluation::load(const EvaluationTask& task, Waveform& audio, Evaluation& evaluation) const
{
    try {
        audio = audioOf(task.utterance, m_environment.stop);
        if (!audio.samples.empty())
            return true;
        skip(evaluation, task.where, "there is no audio in this part of " + task.empty.audio);
    } catch (const Failure& failure) {
        if (failure.error().code != ErrorCode::Input)
            throw;
        skip(evaluation, task.where, failure.error().message());
    }
    return false;
}

} // namespace steerscope::cli

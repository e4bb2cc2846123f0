// SPDX-License-Identifier: MIT
#include "app/cli/model_evaluation.h"

#include "app/cli/manifest_input.h"
#include "app/cli/text_table.h"
#include "core/model/checkpoint/bundle.h"
#include "core/training/analysis/plain_frames.h"

#include <algorithm>
#include <chrono>

namespace steerscope::cli {
namespace {

constexpr std::size_t kRound = 8; // recordings of each of several ranks, before what they wrote is gathered

// Several models meet the same broken recording.
void skip(Evaluation& evaluation, const std::string& where, const std::string& why)
{
    const bool known = std::any_of(evaluation.skipped.begin(), evaluation.skipped.end(),
        [&](const SkippedRecording& skipped) { return skipped.where == where; });
    if (!known)
        evaluation.skipped.push_back({where, why});
}

// "" or why it cannot be read.
std::string load(const EvaluationTask& task, Waveform& audio, const StopFlag& stop)
{
    try {
        audio = audioOf(task.utterance, stop);
        return audio.samples.empty() ? "there is no audio in this part of " + task.empty.audio : "";
    } catch (const Failure& failure) {
        if (failure.error().code != ErrorCode::Input)
            throw;
        return failure.error().message();
    }
}

} // namespace

ModelEvaluation::ModelEvaluation(const ModelOptions& options, const std::vector<double>& masters, bool ctc,
    const Ranks& ranks, Environment& environment)
    : m_ranks(ranks)
    , m_environment(environment)
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
    m_ctc = CtcReader::load(bundle.encoder);
    if (!m_ctc || m_ctc->width() != m_model.transcriber->info().width)
        throw Failure(ErrorCode::Model, "the encoder has no CTC head of its width", bundle.encoder.string(),
            "evaluate a model whose encoder was trained by CTC");
}

void ModelEvaluation::run(
    const std::vector<EvaluationTask>& tasks, HypothesisKeeper* keeper, Evaluation& evaluation)
{
    const ModelInfo& info = m_model.transcriber->info();
    const auto size = static_cast<std::size_t>(m_ranks.size());
    const std::size_t round = size == 1 ? 1 : size * kRound;
    for (std::size_t begin = 0; begin < tasks.size(); begin += round) {
        sayDone(begin, tasks.size());
        runRound({tasks.data() + begin, std::min(round, tasks.size() - begin)}, keeper, evaluation);
    }
    for (std::size_t s = 0; s < m_systems.size(); ++s)
        evaluation.systems.push_back({m_systems[s].label, info.path, info.variant,
            m_systems[s].settings.master, std::move(m_written[s]), {}, {}});
}

// The text and the seconds it took.
std::pair<std::string, double> ModelEvaluation::textOf(
    const Waveform& audio, const EvaluationSystem& system) const
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

void ModelEvaluation::sayDone(std::size_t done, std::size_t all) const
{
    const ProgressFn progress = m_environment.console.progress(m_model.transcriber->info().name);
    if (!progress)
        return;
    std::string text = std::to_string(done) + " of " + std::to_string(all);
    if (const auto rate = m_errors.rate())
        text += ", WER " + fixed(*rate * 100.0, 1) + " %";
    progress(text, static_cast<double>(done) / static_cast<double>(all));
}

void ModelEvaluation::runRound(
    std::span<const EvaluationTask> tasks, HypothesisKeeper* keeper, Evaluation& evaluation)
{
    const std::string missing = missingOf(tasks, keeper);
    const auto size = static_cast<std::size_t>(m_ranks.size());
    Json mine = Json::array();
    for (auto i = static_cast<std::size_t>(m_ranks.rank()); i < tasks.size(); i += size) {
        m_environment.stop.throwIfStopped();
        m_ranks.working();
        mine.push_back(
            runOne(tasks[i], std::string_view(missing).substr(i * m_systems.size(), m_systems.size())));
    }
    std::vector<Json> dealt;
    for (const std::string& share : m_ranks.gather(jsonText(mine, -1)))
        dealt.push_back(Json::parse(share));
    for (std::size_t i = 0; keeper && i < tasks.size(); ++i)
        take(tasks[i], dealt[i % size][i / size], *keeper, evaluation);
}

// '1' for each recording's each system that the first rank has not kept from an earlier time.
std::string ModelEvaluation::missingOf(
    std::span<const EvaluationTask> tasks, const HypothesisKeeper* keeper) const
{
    std::string missing(tasks.size() * m_systems.size(), '1');
    for (std::size_t i = 0; keeper && i < missing.size(); ++i)
        if (keeper->find(emptyOf(tasks[i / m_systems.size()], i % m_systems.size())))
            missing[i] = '0';
    m_ranks.share(missing.data(), missing.size());
    return missing;
}

report::Hypothesis ModelEvaluation::emptyOf(const EvaluationTask& task, std::size_t system) const
{
    report::Hypothesis hypothesis = task.empty;
    hypothesis.system = m_systems[system].label;
    hypothesis.fingerprint = m_systems[system].fingerprint;
    return hypothesis;
}

// What each system wrote, null for what is kept; or, a text, why the recording is skipped.
Json ModelEvaluation::runOne(const EvaluationTask& task, std::string_view missing) const
{
    Waveform audio;
    Json written = Json::array();
    for (std::size_t s = 0; s < m_systems.size(); ++s) {
        Json& one = written.emplace_back(nullptr);
        if (missing[s] == '0')
            continue;
        if (audio.samples.empty())
            if (const std::string why = load(task, audio, m_environment.stop); !why.empty())
                return why;
        const auto [text, seconds] = textOf(audio, m_systems[s]);
        one["text"] = text;
        one["seconds"] = audio.seconds();
        one["run_seconds"] = seconds;
    }
    return written;
}

void ModelEvaluation::take(
    const EvaluationTask& task, const Json& written, HypothesisKeeper& keeper, Evaluation& evaluation)
{
    if (written.is_string())
        return skip(evaluation, task.where, written.get<std::string>());
    for (std::size_t s = 0; s < m_systems.size(); ++s) {
        report::Hypothesis hypothesis = emptyOf(task, s);
        if (written[s].is_null()) {
            hypothesis = *keeper.find(hypothesis);
            hypothesis.set = task.empty.set;
            hypothesis.groups = task.empty.groups;
        } else {
            hypothesis.text = written[s]["text"].get<std::string>();
            hypothesis.seconds = written[s]["seconds"].get<double>();
            hypothesis.runSeconds = written[s]["run_seconds"].get<double>();
            keeper.keep(hypothesis);
        }
        m_errors += report::scoreUtterance(hypothesis, evaluation.normalizer).words;
        m_written[s].push_back(std::move(hypothesis));
    }
}

} // namespace steerscope::cli

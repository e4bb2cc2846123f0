// SPDX-License-Identifier: MIT
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/evaluation_format.h"
#include "app/cli/evaluation_systems.h"
#include "app/cli/hypothesis_keeper.h"
#include "app/cli/manifest_input.h"
#include "app/cli/model_options.h"
#include "app/cli/text_output.h"
#include "app/cli/text_table.h"
#include "core/model/checkpoint/bundle.h"
#include "core/training/analysis/ctc_text.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct EvaluateOptions {
    ModelOptions model;
    std::vector<std::string> models; // empty: the shipped one
    std::vector<std::string> manifests;
    std::string masters;
    ManifestChoice choice;
    std::string normalizer = "basic";
    std::string format = "table";
    std::string output;
    bool ctc = false;
    bool resume = false;
    bool details = false;
    report::BootstrapOptions bootstrap;
};

struct Task { // one recording to be written down
    Utterance utterance;
    report::Hypothesis empty; // all but the text
};

std::vector<Task> tasksOf(const EvaluateOptions& options, Evaluation& evaluation, const StopFlag& stop)
{
    const ListedRecordings listed = listRecordings(options.manifests, options.choice, stop);
    for (const SkippedRow& row : listed.skipped)
        evaluation.skipped.push_back({row.manifest.string() + ", line " + std::to_string(row.line), row.why});
    std::vector<Task> tasks;
    for (const ListedRecording& recording : listed.recordings) {
        const Utterance& utterance = recording.utterance;
        Task task;
        task.utterance = utterance;
        task.empty.audio = utterance.audio.string();
        task.empty.offset = utterance.offset;
        task.empty.seconds = utterance.seconds;
        task.empty.set = utterance.set;
        task.empty.speaker = utterance.speaker;
        task.empty.groups = recording.groups;
        task.empty.reference = utterance.text;
        tasks.push_back(std::move(task));
    }
    return tasks;
}

// What the plain encoder's own CTC head reads, greedily. Only recordings of one window.
std::string ctcText(
    Transcriber& model, const analysis::CtcReader& reader, const Waveform& audio, const StopFlag& stop)
{
    SteeringSettings plain;
    plain.bypass = true;
    for (const EncodeTensors::Tensor& tensor : model.encode(audio, plain, {}, stop).tensors) {
        if (tensor.name != "encoder_out" || tensor.shape[1] % reader.width() != 0)
            continue;
        // Frames joined by the reshape bridge are single ones again when read by the encoder's own width.
        const auto rows = tensor.shape[0] * tensor.shape[1] / reader.width();
        const double share = std::min(1.0, audio.seconds() / model.info().windowSeconds);
        const auto frames = static_cast<int>(std::ceil(share * static_cast<double>(rows) - 1e-6));
        return reader.greedyText(tensor.values, frames);
    }
    return {};
}

// Runs every system of one model over every recording. Recordings are decoded once for all master scales.
class ModelRun {
public:
    ModelRun(const EvaluateOptions& options, const std::string& path, const std::vector<double>& masters,
        Environment& environment)
        : m_options(options)
        , m_environment(environment)
    {
        ModelOptions model = options.model;
        model.load.model = path;
        m_model = loadModel(model, environment);
        if (!m_model.transcriber->info().decodesText)
            throw Failure(ErrorCode::Model, "this model has no language model, so it writes no text",
                m_model.transcriber->info().path, "evaluate a bundle with an LLM");
        m_run = runOptions(model);
        if (options.ctc)
            loadCtcHead();
        m_systems = systemsOf(m_model, m_run, masters);
        for (EvaluationSystem& system : m_systems)
            if (m_ctc) {
                system.label += ", its encoder's own CTC";
                system.fingerprint += "-ctc";
            }
        m_written.resize(m_systems.size());
    }

    void run(const std::vector<Task>& tasks, HypothesisKeeper& keeper, Evaluation& evaluation)
    {
        const ProgressFn progress = m_environment.console.progress(m_model.transcriber->info().name);
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            m_environment.stop.throwIfStopped();
            if (progress)
                progress(
                    stageText(i, tasks.size()), static_cast<double>(i) / static_cast<double>(tasks.size()));
            runOne(tasks[i], keeper, evaluation);
        }
        const ModelInfo& info = m_model.transcriber->info();
        for (std::size_t s = 0; s < m_systems.size(); ++s)
            evaluation.systems.push_back({m_systems[s].label, info.path, info.variant,
                m_systems[s].settings.master, std::move(m_written[s]), {}, {}});
    }

    const std::vector<EvaluationSystem>& systems() const { return m_systems; }

private:
    void loadCtcHead()
    {
        const Bundle bundle = readBundle(m_model.transcriber->info().path);
        m_ctc = analysis::CtcReader::load(bundle.encoder);
        if (!m_ctc || m_ctc->width() != m_model.transcriber->info().width)
            throw Failure(ErrorCode::Model, "the encoder has no CTC head of its width",
                bundle.encoder.string(), "evaluate a model whose encoder was trained by CTC");
    }

    // The model's text and the seconds it took.
    std::pair<std::string, double> textOf(const Waveform& audio, const EvaluationSystem& system)
    {
        if (!m_ctc) {
            const RunResult result
                = m_model.transcriber->run(audio, system.settings, m_run, {}, m_environment.stop);
            return {result.transcript.text(), result.timings.total};
        }
        const auto begin = std::chrono::steady_clock::now();
        const std::string text = ctcText(*m_model.transcriber, *m_ctc, audio, m_environment.stop);
        return {text, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
    }

    std::string stageText(std::size_t done, std::size_t all) const
    {
        std::string text = std::to_string(done) + " of " + std::to_string(all);
        if (const auto rate = m_errors.rate())
            text += ", WER " + fixed(*rate * 100.0, 1) + " %";
        return text;
    }

    void runOne(const Task& task, HypothesisKeeper& keeper, Evaluation& evaluation)
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

    // A recording that cannot be read is left out for all systems, and said.
    bool load(const Task& task, Waveform& audio, Evaluation& evaluation) const
    {
        const std::string where = m_options.manifests[static_cast<std::size_t>(task.utterance.manifest)]
            + ", line " + std::to_string(task.utterance.line);
        try {
            audio = audioOf(task.utterance, m_environment.stop);
            if (!audio.samples.empty())
                return true;
            evaluation.skipped.push_back({where, "there is no audio in this part of " + task.empty.audio});
        } catch (const Failure& failure) {
            if (failure.error().code != ErrorCode::Input)
                throw;
            evaluation.skipped.push_back({where, failure.error().message()});
        }
        return false;
    }

    const EvaluateOptions& m_options;
    Environment& m_environment;
    ReadyModel m_model;
    RunOptions m_run;
    std::optional<analysis::CtcReader> m_ctc; // in place of the LLM
    std::vector<EvaluationSystem> m_systems;
    std::vector<std::vector<report::Hypothesis>> m_written; // of each system
    ErrorCounts m_errors; // so far, all systems: for the progress line
};

void addScores(Evaluation& evaluation)
{
    const std::vector<report::ScoredUtterance> reference
        = report::scoreAll(evaluation.systems[evaluation.reference].hypotheses, evaluation.normalizer);
    for (std::size_t s = 0; s < evaluation.systems.size(); ++s) {
        EvaluatedSystem& system = evaluation.systems[s];
        const std::vector<report::ScoredUtterance> scored
            = report::scoreAll(system.hypotheses, evaluation.normalizer);
        system.scores = report::summariseAll(scored, evaluation.bootstrap);
        if (s != evaluation.reference)
            system.against = report::compareSystems(scored, reference, evaluation.bootstrap);
    }
}

void evaluate(const EvaluateOptions& options, Environment& environment)
{
    if (options.resume && options.output.empty())
        throw Failure(ErrorCode::Usage, "--resume needs the hypotheses to go on from", "--resume",
            "name them with --output");
    const std::vector<double> masters = masterScales(options.masters);
    Evaluation evaluation;
    evaluation.normalizer = textNormalizerFromName(options.normalizer).value_or(TextNormalizer::Basic);
    evaluation.bootstrap = options.bootstrap;
    evaluation.details = options.details;
    TextOutput output;
    const std::vector<Task> tasks = tasksOf(options, evaluation, environment.stop);
    HypothesisKeeper keeper(options.output, options.resume);
    if (keeper.resumed() > 0)
        environment.console.detail(std::to_string(keeper.resumed()) + " hypotheses were kept");
    std::vector<EvaluationSystem> systems;
    for (const std::string& model : options.models.empty() ? std::vector<std::string>{""} : options.models) {
        ModelRun run(options, model, masters, environment);
        run.run(tasks, keeper, evaluation);
        systems.insert(systems.end(), run.systems().begin(), run.systems().end());
    }
    for (const SkippedRecording& skipped : evaluation.skipped)
        environment.console.warning("skipped: " + skipped.where + ": " + skipped.why);
    evaluation.reference = referenceSystem(systems);
    addScores(evaluation);
    std::vector<report::Hypothesis> all;
    for (const EvaluatedSystem& system : evaluation.systems)
        all.insert(all.end(), system.hypotheses.begin(), system.hypotheses.end());
    keeper.finish(all);
    output.write(options.format == "json" ? evaluationJson(evaluation)
            : options.format == "csv"     ? evaluationCsv(evaluation)
                                          : evaluationTable(evaluation));
}

} // namespace

Command addEvaluate(CLI::App& program)
{
    const auto options = std::make_shared<EvaluateOptions>();
    CLI::App* arguments
        = program.add_subcommand("evaluate", "Error rates of models over manifests, with intervals");
    arguments->add_option("MANIFEST", options->manifests, "TSV or JSONL lists of recordings and their texts")
        ->type_name("")
        ->required();
    addModelOptions(*arguments, options->model);
    arguments->remove_option(arguments->get_option("--model")); // here it may be given several times
    arguments
        ->add_option("--model", options->models,
            "As elsewhere; several are compared with the first on the same recordings")
        ->type_name("PATH|NAME|HUB_ID")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    arguments
        ->add_option(
            "--master", options->masters, "Each model at each of these master scales, compared with 1")
        ->type_name("X[,X...]");
    addChoice(*arguments, "--normalizer", options->normalizer, {"none", "basic", "whisper-english"},
        "Default: basic");
    addChoice(*arguments, "--format", options->format, {"table", "json", "csv"}, "Default: table");
    arguments
        ->add_option(
            "--output", options->output, "Also write what was recognised (NeMo's lines with pred_text)")
        ->type_name("FILE.jsonl");
    arguments->add_flag("--ctc", options->ctc, "What the encoder's own CTC head reads, in place of the LLM");
    arguments->add_flag("--resume", options->resume, "Go on from the hypotheses that --output kept");
    arguments->add_flag("--details", options->details, "The alignment of every recording with errors");
    arguments
        ->add_option(
            "--limit", options->choice.limit, "So many recordings of each manifest at most, spread over it")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->check(CLI::Range(0, 1 << 30).description(""))
        ->type_name("N");
    arguments->add_option("--speakers", options->choice.speakers, "Only these")
        ->type_name("A,B")
        ->delimiter(',');
    arguments->add_option("--without-speakers", options->choice.withoutSpeakers, "All but these")
        ->type_name("A,B")
        ->delimiter(',');
    arguments->add_option("--draws", options->bootstrap.draws, "Of the bootstrap (default: 10000)")
        ->check(CLI::Range(100, 10000000).description(""))
        ->type_name("N");
    arguments->footer(
        "Example:\n  steerscope-cli evaluate --master -1,0,0.5,1 --output dev.jsonl speech/dev.tsv");
    return {arguments, [options](Environment& environment) { evaluate(*options, environment); }};
}

} // namespace steerscope::cli

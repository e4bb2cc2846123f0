// SPDX-License-Identifier: MIT
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/evaluation_format.h"
#include "app/cli/evaluation_systems.h"
#include "app/cli/hypothesis_keeper.h"
#include "app/cli/manifest_input.h"
#include "app/cli/model_evaluation.h"
#include "app/cli/model_options.h"
#include "app/cli/ranks.h"
#include "app/cli/text_output.h"

#include <memory>
#include <optional>
#include <string>
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

std::vector<EvaluationTask> tasksOf(
    const EvaluateOptions& options, Evaluation& evaluation, const StopFlag& stop)
{
    const ListedRecordings listed = listRecordings(options.manifests, options.choice, stop);
    for (const SkippedRow& row : listed.skipped)
        evaluation.skipped.push_back({row.manifest.string() + ", line " + std::to_string(row.line), row.why});
    std::vector<EvaluationTask> tasks;
    for (const ListedRecording& recording : listed.recordings) {
        const Utterance& utterance = recording.utterance;
        EvaluationTask task;
        task.utterance = utterance;
        task.empty.audio = utterance.audio.string();
        task.empty.offset = utterance.offset;
        task.empty.seconds = utterance.seconds;
        task.empty.set = utterance.set;
        task.empty.speaker = utterance.speaker;
        task.empty.groups = recording.groups;
        task.empty.reference = utterance.text;
        task.where = options.manifests[static_cast<std::size_t>(utterance.manifest)] + ", line "
            + std::to_string(utterance.line);
        tasks.push_back(std::move(task));
    }
    return tasks;
}

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

void evaluate(const EvaluateOptions& options, const Ranks& ranks, Environment& environment)
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
    const std::vector<EvaluationTask> tasks = tasksOf(options, evaluation, environment.stop);
    std::optional<HypothesisKeeper> keeper; // the first rank writes
    if (ranks.first())
        keeper.emplace(options.output, options.resume);
    if (keeper && keeper->resumed() > 0)
        environment.console.detail(std::to_string(keeper->resumed()) + " hypotheses were kept");
    std::vector<EvaluationSystem> systems;
    for (const std::string& model : options.models.empty() ? std::vector<std::string>{""} : options.models) {
        ModelOptions modelOptions = options.model;
        modelOptions.load.model = model;
        modelOptions.load.threads = threadsOf(ranks, modelOptions.load.threads);
        ModelEvaluation run(modelOptions, masters, options.ctc, ranks, environment);
        run.run(tasks, keeper ? &*keeper : nullptr, evaluation);
        systems.insert(systems.end(), run.systems().begin(), run.systems().end());
    }
    if (!keeper)
        return;
    for (const SkippedRecording& skipped : evaluation.skipped)
        environment.console.warning("skipped: " + skipped.where + ": " + skipped.why);
    evaluation.reference = referenceSystem(systems);
    addScores(evaluation);
    std::vector<report::Hypothesis> all;
    for (const EvaluatedSystem& system : evaluation.systems)
        all.insert(all.end(), system.hypotheses.begin(), system.hypotheses.end());
    keeper->finish(all);
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
    return {arguments, [options](Environment& environment) {
                asRanks(environment, [&](const Ranks& ranks) { evaluate(*options, ranks, environment); });
            }};
}

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
#include "app/cli/analyze_manifests.h"

#include "core/model/checkpoint/bundle.h"
#include "core/text/lexicon.h"
#include "core/training/analysis/gate_nulls.h"
#include "core/training/analysis/gating_study.h"
#include "core/training/analysis/study_report.h"

#include <filesystem>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

constexpr std::uint64_t kVectorSeed = 1;

analysis::StudyOptions studyOptions(const ManifestStudy& study)
{
    analysis::StudyOptions options;
    options.noiseDb = study.noiseDb;
    options.draws = study.draws;
    if (!study.lexicon.empty()) {
        const auto lexicon = std::make_shared<const Lexicon>(Lexicon::load(study.lexicon));
        options.pronounce = [lexicon](const std::string& word) {
            const std::vector<Pronunciation>& known = lexicon->pronunciations(word);
            return known.empty() ? Pronunciation() : known.front();
        };
    }
    return options;
}

void addAll(analysis::GatingStudy& study, const ListedRecordings& listed, Environment& environment)
{
    const ProgressFn progress = environment.console.progress("analyze");
    const double count = static_cast<double>(listed.recordings.size());
    for (std::size_t i = 0; i < listed.recordings.size(); ++i) {
        environment.stop.throwIfStopped();
        const auto& [utterance, groups] = listed.recordings[i];
        if (progress)
            progress("recordings", static_cast<double>(i) / count);
        try {
            Waveform audio = audioOf(utterance, environment.stop);
            study.add({utterance.audio.string(), utterance.set, utterance.speaker, groups, utterance.text,
                          std::move(audio)},
                environment.stop);
        } catch (const Failure& failure) {
            if (failure.error().code != ErrorCode::Input)
                throw;
            environment.console.warning("skipped: " + failure.error().message());
        }
    }
}

} // namespace

void addManifestStudy(CLI::App& command, ManifestStudy& study)
{
    command
        .add_option("--manifest", study.manifests,
            "What each layer does, over the recordings of manifests; needs --report")
        ->type_name("FILE");
    command.add_option("--report", study.report, "Folder for the study's report")->type_name("FOLDER");
    command.add_option("--lexicon", study.lexicon, "Pronunciations (cmudict), for phones and words")
        ->type_name("FILE");
    command
        .add_option("--align-model", study.alignModel,
            "Model of the same encoder to align texts with, where the studied one pools what the CTC head "
            "reads")
        ->type_name("PATH");
    command
        .add_option("--nulls", study.nulls,
            "Folder for two bundles: the model with gates frozen at their mean, and with random vectors")
        ->type_name("FOLDER");
    command.add_option("--noise", study.noiseDb, "Signal to noise of the noisy copies, dB")->type_name("DB");
    command.add_option("--draws", study.draws, "Of each contrast's null (default: 1000)")
        ->check(CLI::Range(10, 1000000).description(""))
        ->type_name("N");
    command
        .add_option(
            "--limit", study.choice.limit, "So many recordings of each manifest at most, spread over it")
        ->check(CLI::Range(0, 1 << 30).description(""))
        ->type_name("N");
}

void analyzeManifests(const ManifestStudy& study, const ModelOptions& modelOptions, Environment& environment)
{
    const ListedRecordings listed = listRecordings(study.manifests, study.choice, environment.stop);
    for (const SkippedRow& row : listed.skipped)
        environment.console.warning(
            "skipped: " + row.manifest.string() + ", line " + std::to_string(row.line) + ": " + row.why);
    const analysis::StudyOptions options = studyOptions(study);
    ReadyModel model = loadModel(modelOptions, environment);
    const Bundle bundle = readBundle(model.transcriber->info().path);
    std::optional<CtcReader> reader = CtcReader::load(bundle.encoder);
    if (options.pronounce && !reader)
        environment.console.warning(bundle.encoder.string()
            + ": the encoder has no CTC head, so nothing is said about phones and words");
    std::unique_ptr<Transcriber> aligner;
    if (!study.alignModel.empty()) {
        LoadOptions load = modelOptions.load;
        load.model = study.alignModel;
        aligner = Transcriber::load(load, environment.console.progress(), environment.stop);
        if (!std::filesystem::equivalent(readBundle(aligner->info().path).encoder, bundle.encoder))
            throw Failure(ErrorCode::Usage, "the model for the alignment has another encoder",
                study.alignModel, "give one whose bundle refers to " + bundle.encoder.string());
    }
    analysis::GatingStudy gating(
        *model.transcriber, aligner ? *aligner : *model.transcriber, std::move(reader), options);
    addAll(gating, listed, environment);
    const analysis::StudyResult result = gating.result();
    analysis::writeStudyReport(result, model.transcriber->info(), options, study.report);
    if (study.nulls.empty())
        return;
    analysis::writeFrozenGates(bundle, result.meanGates, std::filesystem::path(study.nulls) / "frozen-gates");
    analysis::writeRandomVectors(bundle, kVectorSeed, std::filesystem::path(study.nulls) / "random-vectors");
}

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
// One model over the recordings of an evaluation, as every system it is asked for.
#pragma once

#include "app/cli/evaluation_format.h"
#include "app/cli/evaluation_systems.h"
#include "app/cli/hypothesis_keeper.h"
#include "app/cli/json_text.h"
#include "app/cli/model_options.h"
#include "core/model/checkpoint/ctc_reader.h"
#include "core/training/data/manifest.h"
#include "core/training/ranks/ranks.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steerscope::cli {

struct EvaluationTask { // one recording to be written down
    Utterance utterance;
    report::Hypothesis empty; // all but the text
    std::string where; // "dev.tsv, line 12"
};

class ModelEvaluation {
public:
    // masters: empty for the settings as they are. ctc: the encoder's own CTC head in place of the LLM.
    // Throws what loading throws, Failure(Model) for a model that writes no text.
    ModelEvaluation(const ModelOptions& options, const std::vector<double>& masters, bool ctc,
        const Ranks& ranks, Environment& environment);

    // Adds the systems with their hypotheses. Recordings are decoded once for all of them; one that cannot be
    // read is left out for all, and named in evaluation.skipped. They are dealt out to the ranks like cards;
    // the first rank, which alone has a keeper, adds what all wrote.
    void run(const std::vector<EvaluationTask>& tasks, HypothesisKeeper* keeper, Evaluation& evaluation);
    const std::vector<EvaluationSystem>& systems() const { return m_systems; }

private:
    void loadCtcHead();
    std::pair<std::string, double> textOf(const Waveform& audio, const EvaluationSystem& system) const;
    void sayDone(std::size_t done, std::size_t all) const;
    void runRound(std::span<const EvaluationTask> tasks, HypothesisKeeper* keeper, Evaluation& evaluation);
    std::string missingOf(std::span<const EvaluationTask> tasks, const HypothesisKeeper* keeper) const;
    report::Hypothesis emptyOf(const EvaluationTask& task, std::size_t system) const;
    Json runOne(const EvaluationTask& task, std::string_view missing) const;
    void take(
        const EvaluationTask& task, const Json& written, HypothesisKeeper& keeper, Evaluation& evaluation);

    const Ranks& m_ranks;
    Environment& m_environment;
    ReadyModel m_model;
    RunOptions m_run;
    std::optional<CtcReader> m_ctc; // in place of the LLM
    std::vector<EvaluationSystem> m_systems;
    std::vector<std::vector<report::Hypothesis>> m_written; // of each system
    ErrorCounts m_errors; // so far, all systems: for the progress line
};

} // namespace steerscope::cli

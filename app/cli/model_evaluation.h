// SPDX-License-Identifier: MIT
// One model over the recordings of an evaluation, as every system it is asked for.
#pragma once

#include "app/cli/evaluation_format.h"
#include "app/cli/evaluation_systems.h"
#include "app/cli/hypothesis_keeper.h"
#include "app/cli/model_options.h"
#include "core/training/analysis/ctc_text.h"
#include "core/training/data/manifest.h"

#include <optional>
#include <string>
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
    ModelEvaluation(
        const ModelOptions& options, const std::vector<double>& masters, bool ctc, Environment& environment);

    // Adds the systems with their hypotheses. Recordings are decoded once for all of them; one that cannot be
    // read is left out for all, and named in evaluation.skipped.
    void run(const std::vector<EvaluationTask>& tasks, HypothesisKeeper& keeper, Evaluation& evaluation);
    const std::vector<EvaluationSystem>& systems() const { return m_systems; }

private:
    void loadCtcHead();
    std::pair<std::string, double> textOf(const Waveform& audio, const EvaluationSystem& system);
    std::string stageText(std::size_t done, std::size_t all) const;
    void runOne(const EvaluationTask& task, HypothesisKeeper& keeper, Evaluation& evaluation);
    bool load(const EvaluationTask& task, Waveform& audio, Evaluation& evaluation) const;

    Environment& m_environment;
    ReadyModel m_model;
    RunOptions m_run;
    std::optional<analysis::CtcReader> m_ctc; // in place of the LLM
    std::vector<EvaluationSystem> m_systems;
    std::vector<std::vector<report::Hypothesis>> m_written; // of each system
    ErrorCounts m_errors; // so far, all systems: for the progress line
};

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
#pragma once

#include "core/text/text_normalizer.h"
#include "core/training/report/evaluation.h"

#include <string>
#include <vector>

namespace steerscope::cli {

struct EvaluatedSystem {
    std::string label;
    std::string model; // path
    std::string variant;
    double master = 1.0;
    std::vector<report::Hypothesis> hypotheses;
    std::vector<report::ScoreSummary> scores;
    std::vector<report::PairedScores> against; // of the reference system; empty for itself
};

struct SkippedRecording {
    std::string where; // "dev.tsv, line 12"
    std::string why;
};

struct Evaluation {
    TextNormalizer normalizer = TextNormalizer::Basic;
    report::BootstrapOptions bootstrap;
    std::vector<EvaluatedSystem> systems;
    std::size_t reference = 0; // differences are against this one
    std::vector<SkippedRecording> skipped;
    bool details = false; // the alignment of every utterance with errors
};

std::string evaluationTable(const Evaluation& evaluation);
std::string evaluationJson(const Evaluation& evaluation);
std::string evaluationCsv(const Evaluation& evaluation);

} // namespace steerscope::cli

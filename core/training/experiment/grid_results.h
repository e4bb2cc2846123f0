// SPDX-License-Identifier: MIT
// What the runs of a grid left behind, gathered by row.
#pragma once

#include "core/training/experiment/grid.h"
#include "core/training/experiment/run_log.h"
#include "core/training/report/evaluation.h"

#include <map>
#include <string>
#include <vector>

namespace steerscope::experiment {

using report::ScoredUtterance;

struct RunResult {
    GridRun run;
    std::string failure; // empty: trained and scored
    RunLog log;
    std::vector<ScoredUtterance> scored;
    std::vector<ScoredUtterance> onTraining;
    std::map<std::string, std::vector<ScoredUtterance>> sweep; // by system
};

// All runs of one row at one share of the data, seeds together.
struct RowResult {
    std::string row;
    double share = 1.0;
    std::vector<const RunResult*> runs; // that have scores
    int failed = 0;
};

// failures: unit name -> what it ended with.
RunResult readRun(const Stage& stage, const GridRun& run, const std::map<std::string, std::string>& failures);
std::vector<RowResult> byRow(const std::vector<RunResult>& runs); // in the order of the runs
TextNormalizer normalizerOf(const Grid& grid); // that its evaluations were told

// The utterances of all seeds one after the other: a speaker is drawn with all seeds' answers, so the
// interval is about other speakers, given these seeds.
std::vector<ScoredUtterance> pooled(const RowResult& row);
report::Estimate wer(const std::vector<ScoredUtterance>& scored);

// "all" first where there are several sets. Seeds that both rows have, in the same order; what has no seed is
// paired with each. Empty where there are none.
std::vector<report::PairedScores> differences(const RowResult& row, const RowResult& reference);
const RowResult* find(
    const std::vector<RowResult>& rows, const std::string& name, double share); // nullptr: none

} // namespace steerscope::experiment

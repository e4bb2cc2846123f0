// SPDX-License-Identifier: MIT
#include "core/training/experiment/grid_results.h"

#include <algorithm>
#include <filesystem>

namespace steerscope::experiment {
namespace {

namespace fs = std::filesystem;

std::vector<ScoredUtterance> scores(const fs::path& hypotheses, TextNormalizer normalizer)
{
    return report::scoreAll(report::readHypotheses(hypotheses), normalizer);
}

} // namespace

TextNormalizer normalizerOf(const Grid& grid)
{
    for (std::size_t i = 0; i + 1 < grid.arguments.size(); ++i)
        if (grid.arguments[i] == "--normalizer")
            return textNormalizerFromName(grid.arguments[i + 1]).value_or(TextNormalizer::Basic);
    return TextNormalizer::Basic;
}

RunResult readRun(const Stage& stage, const GridRun& run, const std::map<std::string, std::string>& failures)
{
    RunResult result;
    result.run = run;
    const std::string name = stage.name + "." + run.id;
    for (const char* unit : {".train", ".score"})
        if (const auto found = failures.find(name + unit); found != failures.end() && result.failure.empty())
            result.failure = found->second;
    std::error_code ignored;
    if (run.seed != 0 && fs::exists(run.folder / "log.jsonl", ignored))
        result.log = readRunLog(run.folder / "log.jsonl");
    if (result.failure.empty() && !fs::exists(run.hypotheses, ignored))
        result.failure = "not scored";
    if (!result.failure.empty())
        return result;
    const TextNormalizer normalizer = normalizerOf(stage.grid);
    result.scored = scores(run.hypotheses, normalizer);
    if (!run.trainHypotheses.empty() && fs::exists(run.trainHypotheses, ignored))
        result.onTraining = scores(run.trainHypotheses, normalizer);
    if (!run.sweep.empty() && fs::exists(run.sweep, ignored))
        for (const report::Hypothesis& hypothesis : report::readHypotheses(run.sweep))
            result.sweep[hypothesis.system].push_back(report::scoreUtterance(hypothesis, normalizer));
    return result;
}

std::vector<RowResult> byRow(const std::vector<RunResult>& runs)
{
    std::vector<RowResult> rows;
    for (const RunResult& run : runs) {
        auto row = std::find_if(rows.begin(), rows.end(),
            [&](const RowResult& r) { return r.row == run.run.row && r.share == run.run.share; });
        if (row == rows.end())
            row = rows.insert(rows.end(), {run.run.row, run.run.share, {}, 0});
        if (run.failure.empty())
            row->runs.push_back(&run);
        else
            ++row->failed;
    }
    return rows;
}

std::vector<ScoredUtterance> pooled(const RowResult& row)
{
    std::vector<ScoredUtterance> all;
    for (const RunResult* run : row.runs)
        all.insert(all.end(), run->scored.begin(), run->scored.end());
    return all;
}

report::Estimate wer(const std::vector<ScoredUtterance>& scored)
{
    return report::summarise("", scored).wer;
}

std::vector<report::PairedScores> differences(const RowResult& row, const RowResult& reference)
{
    std::vector<ScoredUtterance> a;
    std::vector<ScoredUtterance> b;
    for (const RunResult* run : row.runs)
        for (const RunResult* other : reference.runs)
            if ((run->run.seed == other->run.seed || run->run.seed == 0)
                && run->scored.size() == other->scored.size()) {
                a.insert(a.end(), run->scored.begin(), run->scored.end());
                b.insert(b.end(), other->scored.begin(), other->scored.end());
            }
    return a.empty() ? std::vector<report::PairedScores>() : report::compareSystems(a, b);
}

const RowResult* find(const std::vector<RowResult>& rows, const std::string& name, double share)
{
    for (const RowResult& row : rows)
        if (row.row == name && row.share == share)
            return &row;
    return nullptr;
}

} // namespace steerscope::experiment

// SPDX-License-Identifier: MIT
#include "core/training/experiment/comparison_tables.h"

#include "core/training/experiment/model_shape.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace steerscope::experiment {
namespace {

using report::Cell;
using report::numberCell;
using report::percentCell;
using report::ReportTable;

std::string bounds(const report::Estimate& estimate)
{
    if (!estimate.interval)
        return "-";
    return numberCell(estimate.interval->low * 100.0, 2).text + " .. "
        + numberCell(estimate.interval->high * 100.0, 2).text;
}

template <class Value> double mean(const RowResult& row, Value value)
{
    double sum = 0.0;
    for (const RunResult* run : row.runs)
        sum += value(*run);
    return sum / static_cast<double>(row.runs.size());
}

} // namespace

ReportTable scoreTable(const std::vector<RowResult>& rows, const std::string& reference)
{
    ReportTable table{{"row", "data", "seeds", "failed", "words", "speakers", "WER", "interval", "each seed",
                          "CER", "minus " + reference, "interval", "p"},
        {}};
    for (const RowResult& row : rows) {
        const std::vector<ScoredUtterance> all = pooled(row);
        const report::ScoreSummary score = report::summarise("", all);
        std::string seeds;
        for (const RunResult* run : row.runs)
            seeds += (seeds.empty() ? "" : ", ") + percentCell(wer(run->scored).value).text;
        std::optional<report::Estimate> paired;
        if (const RowResult* other = find(rows, reference, row.share); other && other != &row)
            if (const auto pairs = differences(row, *other); !pairs.empty())
                paired = pairs.front().wer;
        table.rows.push_back({row.row, percentCell(row.share, 0), static_cast<long>(row.runs.size()),
            row.failed,
            row.runs.empty() ? Cell("-")
                             : Cell(score.words.referenceLength() / static_cast<long>(row.runs.size())),
            score.wer.speakers, percentCell(score.wer.value), bounds(score.wer), seeds.empty() ? "-" : seeds,
            percentCell(score.cer.value), percentCell(paired ? paired->value : std::nullopt),
            paired ? bounds(*paired) : "-", numberCell(paired ? paired->pValue : std::nullopt, 4)});
    }
    return table;
}

ReportTable setTable(const std::vector<RowResult>& rows, const std::string& reference)
{
    ReportTable table{{"set or group", "row", "words", "WER", "interval", "all right", "minus " + reference,
                          "interval", "p"},
        {}};
    for (const RowResult& row : rows) {
        if (row.runs.empty() || row.share != 1.0)
            continue;
        const RowResult* other = find(rows, reference, row.share);
        const auto pairs
            = other && other != &row ? differences(row, *other) : std::vector<report::PairedScores>();
        for (const report::ScoreSummary& score : report::summariseAll(pooled(row))) {
            const auto pair = std::find_if(pairs.begin(), pairs.end(),
                [&](const report::PairedScores& p) { return p.name == score.name; });
            const auto paired = pair == pairs.end() ? std::nullopt : std::optional(pair->wer);
            table.rows.push_back(
                {score.name, row.row, score.words.referenceLength() / static_cast<long>(row.runs.size()),
                    percentCell(score.wer.value), bounds(score.wer), percentCell(score.right.value),
                    percentCell(paired ? paired->value : std::nullopt), paired ? bounds(*paired) : "-",
                    numberCell(paired ? paired->pValue : std::nullopt, 4)});
        }
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
        [](const auto& a, const auto& b) { return a.front().text < b.front().text; });
    return table;
}

ReportTable costTable(const std::vector<RowResult>& rows, double targetLoss)
{
    ReportTable table{
        {"row", "vectors", "routers", "scales", "projection", "MFLOP, audio window", "of it steering",
            "MFLOP, training step", "training s", "waited for data", "peak memory MB", "real time factor",
            "steps to loss " + numberCell(targetLoss, 2).text},
        {}};
    for (const RowResult& row : rows) {
        if (row.runs.empty() || row.share != 1.0 || row.row == kCtcRow)
            continue;
        const report::ModelShape shape = bundleShape(row.runs.front()->run.folder / "model");
        const report::TrainedParameters counts = report::trainedParameters(shape);
        const report::Flops inference = report::inferenceFlops(shape, kPromptTokens, kAnswerTokens);
        const report::Flops training
            = report::trainingFlops(shape, kPromptTokens, kAnswerTokens, /*cached=*/true);
        const double seconds = mean(row, [](const RunResult& r) { return r.log.stepSeconds; });
        const double waited = mean(row, [](const RunResult& r) { return r.log.waitSeconds; });
        const double memory = mean(row, [](const RunResult& r) { return r.log.peakMemory; });
        const report::ScoreSummary speed = report::summarise("", pooled(row));
        std::optional<double> steps;
        if (targetLoss > 0.0) {
            std::vector<double> reached;
            for (const RunResult* run : row.runs)
                if (const auto step = stepsToLoss(run->log, targetLoss))
                    reached.push_back(*step);
            if (reached.size() == row.runs.size())
                steps = std::accumulate(reached.begin(), reached.end(), 0.0)
                    / static_cast<double>(reached.size());
        }
        table.rows.push_back({row.row, static_cast<long>(counts.vectors), static_cast<long>(counts.routers),
            static_cast<long>(counts.scales), static_cast<long>(counts.projection),
            numberCell(inference.total() / 1e6, 1), percentCell(inference.steering / inference.total(), 2),
            numberCell(training.total() / 1e6, 1), numberCell(seconds, 0),
            percentCell(seconds > 0.0 ? std::optional(waited / seconds) : std::nullopt, 1),
            numberCell(memory / 1e6, 0),
            numberCell(
                speed.seconds > 0.0 ? std::optional(speed.runSeconds / speed.seconds) : std::nullopt, 3),
            numberCell(steps, 0)});
    }
    return table;
}

ReportTable gapTable(const std::vector<RowResult>& rows)
{
    ReportTable table{{"row", "data", "WER on training recordings", "WER on dev", "gap"}, {}};
    for (const RowResult& row : rows) {
        std::vector<ScoredUtterance> training;
        for (const RunResult* run : row.runs)
            training.insert(training.end(), run->onTraining.begin(), run->onTraining.end());
        const auto seen = wer(training).value;
        const auto unseen = wer(pooled(row)).value;
        if (seen && unseen)
            table.rows.push_back({row.row, percentCell(row.share, 0), percentCell(seen), percentCell(unseen),
                percentCell(*unseen - *seen)});
    }
    return table;
}

ReportTable sweepTable(const std::vector<RowResult>& rows)
{
    ReportTable table{{"row", "system", "WER", "interval", "minus scale 1", "interval", "p"}, {}};
    for (const RowResult& row : rows)
        for (const RunResult* run : row.runs) {
            const std::vector<ScoredUtterance>* asTrained = nullptr;
            for (const auto& [system, scored] : run->sweep)
                if (system.ends_with(" x 1"))
                    asTrained = &scored;
            for (const auto& [system, scored] : run->sweep) {
                const report::Estimate own = wer(scored);
                std::optional<report::Estimate> paired;
                if (asTrained && asTrained != &scored && asTrained->size() == scored.size())
                    paired = report::compareSystems(scored, *asTrained).front().wer;
                table.rows.push_back({run->run.id, system, percentCell(own.value), bounds(own),
                    percentCell(paired ? paired->value : std::nullopt), paired ? bounds(*paired) : "-",
                    numberCell(paired ? paired->pValue : std::nullopt, 4)});
            }
        }
    return table;
}

} // namespace steerscope::experiment

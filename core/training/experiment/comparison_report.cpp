// SPDX-License-Identifier: MIT
#include "core/training/experiment/comparison_report.h"

#include "core/base/error.h"
#include "core/training/experiment/grid.h"
#include "core/training/experiment/model_shape.h"
#include "core/training/experiment/run_log.h"
#include "core/training/report/evaluation.h"
#include "core/training/report/report_folder.h"
#include "core/training/report/svg_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace steerscope::experiment {
namespace {

namespace fs = std::filesystem;
using report::Cell;
using report::numberCell;
using report::percentCell;
using report::ReportTable;
using report::ScoredUtterance;

constexpr int kAnswerTokens = 16; // for counted work; named in the report
constexpr int kPromptTokens = 8;

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

std::vector<ScoredUtterance> scores(const fs::path& hypotheses, TextNormalizer normalizer)
{
    return report::scoreAll(report::readHypotheses(hypotheses), normalizer);
}

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

// The utterances of all seeds one after the other: a speaker is drawn with all seeds' answers, so the
// interval is about other speakers, given these seeds.
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

// "all" first where there are several sets. Seeds that both rows have, in the same order; what has no seed is
// paired with each. Empty where there are none.
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

std::string bounds(const report::Estimate& estimate)
{
    if (!estimate.interval)
        return "-";
    return numberCell(estimate.interval->low * 100.0, 2).text + " .. "
        + numberCell(estimate.interval->high * 100.0, 2).text;
}

std::string shareLabel(const RowResult& row, bool severalShares)
{
    return severalShares ? row.row + ", " + std::to_string(std::lround(row.share * 100.0)) + " %" : row.row;
}

const RowResult* find(const std::vector<RowResult>& rows, const std::string& name, double share)
{
    for (const RowResult& row : rows)
        if (row.row == name && row.share == share)
            return &row;
    return nullptr;
}

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

// Simple and hard sets apart, at all of the data.
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

// The trained scales, mean over seeds: c and V are one model with 2c and V/2, so they compare within a row
// only.
report::HeatmapPlot scaleHeatmap(const std::vector<RowResult>& rows)
{
    report::HeatmapPlot plot{"Trained scales, mean over seeds", "layer", "", "scale", {}, {}, {}};
    std::vector<std::map<std::string, double>> found;
    for (const RowResult& row : rows) {
        std::map<std::string, double> scales;
        for (const RunResult* run : row.runs)
            for (const auto& [layer, curve] : run->log.scales)
                scales[layer] += curve.back().value / static_cast<double>(row.runs.size());
        if (scales.empty() || row.share != 1.0)
            continue;
        plot.rows.push_back(row.row);
        for (const auto& [layer, scale] : scales)
            if (std::find(plot.columns.begin(), plot.columns.end(), layer) == plot.columns.end())
                plot.columns.push_back(layer);
        found.push_back(std::move(scales));
    }
    // "2" before "10", "out" last.
    std::sort(plot.columns.begin(), plot.columns.end(), [](const std::string& a, const std::string& b) {
        return std::pair(a.size(), a) < std::pair(b.size(), b);
    });
    for (const auto& scales : found) {
        plot.values.emplace_back();
        for (const std::string& layer : plot.columns) {
            const auto scale = scales.find(layer);
            plot.values.back().push_back(
                scale == scales.end() ? std::numeric_limits<double>::quiet_NaN() : scale->second);
        }
    }
    return plot;
}

template <class Value> double mean(const RowResult& row, Value value)
{
    double sum = 0.0;
    for (const RunResult* run : row.runs)
        sum += value(*run);
    return sum / static_cast<double>(row.runs.size());
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

// The mean over the runs that have a point at this step.
report::Series meanCurve(const RowResult& row, std::vector<CurvePoint> RunLog::*curve, std::size_t every)
{
    std::map<double, std::vector<double>> values;
    for (const RunResult* run : row.runs)
        for (const CurvePoint& point : run->log.*curve)
            values[point.step].push_back(point.value);
    report::Series series{row.row, {}, {}, {}};
    std::size_t i = 0;
    for (const auto& [step, at] : values) {
        if (i++ % every != 0)
            continue;
        series.x.push_back(step);
        series.y.push_back(std::accumulate(at.begin(), at.end(), 0.0) / static_cast<double>(at.size()));
    }
    return series;
}

void addCurves(report::ReportFolder& folder, const std::vector<RowResult>& rows)
{
    report::LinePlot loss{"Training loss, mean over seeds", "step", "cross-entropy", false, false, false, {}};
    report::LinePlot dev{
        "WER on dev while training, mean over seeds", "step", "WER in %", false, false, true, {}};
    for (const RowResult& row : rows) {
        if (row.share != 1.0 || row.runs.empty() || row.row == kCtcRow)
            continue;
        loss.series.push_back(meanCurve(row, &RunLog::loss, 25));
        dev.series.push_back(meanCurve(row, &RunLog::devWer, 1));
        for (double& y : dev.series.back().y)
            y *= 100.0;
    }
    folder.heading(2, "While training");
    folder.picture("loss", linePlotSvg(loss), "training loss");
    folder.picture("dev_wer", linePlotSvg(dev), "dev WER while training");
}

void addShares(report::ReportFolder& folder, const std::vector<RowResult>& rows)
{
    std::map<std::string, report::Series> series;
    std::vector<std::string> order;
    for (const RowResult& row : rows) {
        const auto estimate = wer(pooled(row));
        if (!estimate.value)
            continue;
        if (series.try_emplace(row.row, report::Series{row.row, {}, {}, {}}).second)
            order.push_back(row.row);
        series[row.row].x.push_back(row.share * 100.0);
        series[row.row].y.push_back(*estimate.value * 100.0);
    }
    report::LinePlot plot{
        "WER by the share of the training data", "share in %", "WER in %", true, false, true, {}};
    for (const std::string& name : order)
        if (series[name].x.size() > 1)
            plot.series.push_back(series[name]);
    if (plot.series.empty())
        return;
    folder.heading(2, "With less data");
    folder.picture("data", linePlotSvg(plot), "WER by the share of the data");
}

void addSweep(report::ReportFolder& folder, const std::vector<RowResult>& rows)
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
    if (table.rows.empty())
        return;
    folder.heading(2, "The master scale at inference");
    folder.table("master", table);
}

std::string barsSvg(const std::vector<RowResult>& rows, const std::string& reference, bool severalShares)
{
    report::BarPlot plot{"WER on dev, all seeds", "WER in %", {}, {}};
    for (const RowResult& row : rows) {
        const report::Estimate estimate = wer(pooled(row));
        report::Bar bar{shareLabel(row, severalShares),
            estimate.value ? *estimate.value * 100.0 : std::numeric_limits<double>::quiet_NaN(), {},
            row.row == reference ? 1 : 0};
        if (estimate.interval)
            bar.interval = report::Bounds{estimate.interval->low * 100.0, estimate.interval->high * 100.0};
        plot.bars.push_back(std::move(bar));
    }
    return barPlotSvg(plot);
}

} // namespace

void writeComparisonReport(const Stage& stage, const Recipe& recipe,
    const std::map<std::string, std::string>& failures, const fs::path& folder)
{
    std::vector<RunResult> runs;
    if (!stage.grid.ctc.empty())
        runs.push_back(readRun(stage, ctcRun(stage, recipe.output), failures));
    for (const GridRun& run : gridRuns(stage, recipe.output))
        runs.push_back(readRun(stage, run, failures));
    const std::vector<RowResult> rows = byRow(runs);
    const bool severalShares
        = std::any_of(rows.begin(), rows.end(), [](const RowResult& row) { return row.share != 1.0; });
    std::error_code ignored;
    fs::create_directories(folder.parent_path(), ignored);

    report::ReportFolder out(folder);
    out.heading(1, "Comparison: " + stage.name);
    out.paragraph("Recipe " + recipe.name + ", " + std::to_string(runs.size()) + " runs. Normalizer "
        + textNormalizerName(normalizerOf(stage.grid))
        + "; 95 % intervals from 10,000 draws of whole speakers, all seeds of a row together; differences "
          "paired "
          "by recording and seed. Scores are of the end of each training.");
    out.heading(2, "Scores");
    out.picture("wer", barsSvg(rows, stage.grid.reference, severalShares), "WER of every row");
    out.table("scores", scoreTable(rows, stage.grid.reference));
    out.heading(3, "Each set and group");
    out.table("sets", setTable(rows, stage.grid.reference));
    out.heading(2, "Cost");
    out.paragraph("Trained scalars counted apart. Work is counted from the shapes for "
        + std::to_string(kPromptTokens) + " prompt and " + std::to_string(kAnswerTokens)
        + " answer tokens; a training step is one recording, with what the frozen layers below the first "
          "steered "
          "one give taken from the cache.");
    out.table("cost", costTable(rows, stage.grid.targetLoss));
    addCurves(out, rows);
    if (const report::HeatmapPlot scales = scaleHeatmap(rows); !scales.rows.empty())
        out.picture("scales", heatmapSvg(scales), "trained scale of every layer");
    addShares(out, rows);
    const ReportTable gap = gapTable(rows);
    if (!gap.rows.empty()) {
        out.heading(2, "Training against dev");
        out.table("gap", gap);
    }
    addSweep(out, rows);
    if (!failures.empty()) {
        out.heading(2, "What failed");
        for (const auto& [name, failure] : failures)
            out.paragraph("- " + name + ": " + failure);
    }
    out.commit();
}

} // namespace steerscope::experiment

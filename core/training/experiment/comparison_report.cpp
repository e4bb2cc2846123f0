// SPDX-License-Identifier: MIT
#include "core/training/experiment/comparison_report.h"

#include "core/training/experiment/comparison_tables.h"
#include "core/training/report/report_folder.h"
#include "core/training/report/svg_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace steerscope::experiment {
namespace {

namespace fs = std::filesystem;

std::string shareLabel(const RowResult& row, bool severalShares)
{
    return severalShares ? row.row + ", " + std::to_string(std::lround(row.share * 100.0)) + " %" : row.row;
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
    const report::ReportTable gap = gapTable(rows);
    if (!gap.rows.empty()) {
        out.heading(2, "Training against dev");
        out.table("gap", gap);
    }
    if (const report::ReportTable sweep = sweepTable(rows); !sweep.rows.empty()) {
        out.heading(2, "The master scale at inference");
        out.table("master", sweep);
    }
    if (!failures.empty()) {
        out.heading(2, "What failed");
        for (const auto& [name, failure] : failures)
            out.paragraph("- " + name + ": " + failure);
    }
    out.commit();
}

} // namespace steerscope::experiment

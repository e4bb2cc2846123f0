// SPDX-License-Identifier: MIT
#include "core/training/analysis/study_report.h"

#include "core/text/phones.h"
#include "core/training/report/report_folder.h"
#include "core/training/report/svg_plot.h"

#include <algorithm>
#include <limits>
#include <set>

namespace steerscope::analysis {
namespace {

using report::numberCell;
using report::ReportTable;

constexpr double kMilli = 1000.0; // figures of information are small: shown in thousandths of a nat

ReportTable layerTable(const StudyResult& result)
{
    ReportTable table{
        {"layer", "experts", "scale", "c * mean |V|", "usage entropy", "frame entropy", "routing information",
            "push", "push 95 %", "push, constant", "push, routed", "reach"},
        {}};
    for (const LayerFigures& layer : result.layers) {
        const auto reach = result.reach.find(layer.layer);
        table.rows.push_back({layerLabel(layer.layer), layer.experts, numberCell(layer.effectiveScale, 4),
            numberCell(layer.scaledVectorNorm, 4), numberCell(layer.usageEntropy, 4),
            numberCell(layer.frameEntropy, 4), numberCell(layer.routingInformation, 4),
            numberCell(layer.pushMedian, 4), numberCell(layer.push95, 4),
            numberCell(layer.pushConstantMedian, 4), numberCell(layer.pushRoutedMedian, 4),
            reach == result.reach.end() ? report::Cell("-") : numberCell(reach->second, 4)});
    }
    return table;
}

ReportTable routingTable(const StudyResult& result)
{
    ReportTable table{{"label", "layer", "frames", "H(label)", "I(expert; frame)", "I(expert; label)",
                          "Miller-Madow", "null mean", "null highest", "p", "null taken off",
                          "share of routing", "beyond position and energy"},
        {}};
    for (const RoutingFigures& f : result.routing)
        table.rows.push_back({f.track, layerLabel(f.layer), f.frames, numberCell(kMilli * f.labelEntropy, 1),
            numberCell(kMilli * f.routingInformation, 2), numberCell(kMilli * f.information, 2),
            numberCell(kMilli * f.millerMadow, 2), numberCell(kMilli * f.nullMean, 2),
            numberCell(kMilli * f.nullHigh, 2), numberCell(f.pValue, 3),
            numberCell(kMilli * f.corrected(), 2), report::percentCell(f.shareOfRouting(), 1),
            numberCell(kMilli * f.beyondControl, 2)});
    return table;
}

ReportTable contrastTable(const StudyResult& result)
{
    ReportTable table{{"a", "b", "held fixed", "layer", "recordings", "divergence", "null mean", "p",
                          "most to a", "most to b"},
        {}};
    for (const NamedContrast& named : result.contrasts) {
        const Contrast& c = named.contrast;
        std::size_t toA = 0;
        std::size_t toB = 0;
        for (std::size_t e = 0; e < c.meanA.size(); ++e) {
            if (c.meanA[e] - c.meanB[e] > c.meanA[toA] - c.meanB[toA])
                toA = e;
            if (c.meanB[e] - c.meanA[e] > c.meanB[toB] - c.meanA[toB])
                toB = e;
        }
        table.rows.push_back({named.a, named.b, named.held, layerLabel(named.layer), named.countA,
            numberCell(kMilli * c.divergence, 3), numberCell(kMilli * c.nullMean, 3), numberCell(c.pValue, 4),
            static_cast<long>(toA + 1), static_cast<long>(toB + 1)});
    }
    return table;
}

std::vector<std::string> tracksOf(const StudyResult& result)
{
    std::vector<std::string> tracks;
    for (const RoutingFigures& f : result.routing)
        if (std::find(tracks.begin(), tracks.end(), f.track) == tracks.end())
            tracks.push_back(f.track);
    return tracks;
}

// [tracks][layers] of one figure.
template <class Figure>
report::HeatmapPlot routingHeatmap(
    const StudyResult& result, const std::string& title, const std::string& label, Figure figure)
{
    report::HeatmapPlot plot{title, "layer", "", label, {}, tracksOf(result), {}};
    for (const LayerFigures& layer : result.layers)
        plot.columns.push_back(layerLabel(layer.layer));
    plot.values.assign(
        plot.rows.size(), std::vector<double>(plot.columns.size(), std::numeric_limits<double>::quiet_NaN()));
    for (const RoutingFigures& f : result.routing) {
        const auto row = std::find(plot.rows.begin(), plot.rows.end(), f.track) - plot.rows.begin();
        const auto column
            = std::find(plot.columns.begin(), plot.columns.end(), layerLabel(f.layer)) - plot.columns.begin();
        plot.values[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] = figure(f);
    }
    return plot;
}

// Where along the depth each kind of knowledge lies: its mean over the lower, middle and upper third of the
// steered layers, and the layer that has most. The founding claim speaks of early, middle and late layers.
ReportTable depthTable(const StudyResult& result)
{
    ReportTable table{{"label", "lower third", "middle third", "upper third", "most in layer"}, {}};
    for (const std::string& track : tracksOf(result)) {
        std::vector<const RoutingFigures*> layers;
        for (const RoutingFigures& f : result.routing)
            if (f.track == track && f.layer != kOutLayer)
                layers.push_back(&f);
        if (layers.size() < 3)
            continue;
        double sums[3] = {0.0, 0.0, 0.0};
        int counts[3] = {0, 0, 0};
        const RoutingFigures* most = layers.front();
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::size_t third = i * 3 / layers.size();
            sums[third] += layers[i]->beyondControl;
            ++counts[third];
            if (layers[i]->beyondControl > most->beyondControl)
                most = layers[i];
        }
        table.rows.push_back(
            {track, numberCell(kMilli * sums[0] / counts[0], 2), numberCell(kMilli * sums[1] / counts[1], 2),
                numberCell(kMilli * sums[2] / counts[2], 2), layerLabel(most->layer)});
    }
    return table;
}

report::HeatmapPlot phoneHeatmap(int layer, const std::vector<std::vector<double>>& gates)
{
    report::HeatmapPlot plot{
        "Mean gates by phone, layer " + layerLabel(layer), "phone", "expert", "mean gate", {}, {}, {}};
    for (const Phone& phone : phones())
        plot.columns.emplace_back(phone.name);
    const std::size_t experts = gates.empty() ? 0 : gates.front().size();
    for (std::size_t e = 0; e < experts; ++e) {
        plot.rows.push_back(std::to_string(e + 1));
        plot.values.emplace_back();
        for (const std::vector<double>& phone : gates)
            plot.values.back().push_back(phone[e]);
    }
    return plot;
}

void addPhones(report::ReportFolder& folder, const StudyResult& result)
{
    const RoutingFigures* most = nullptr;
    for (const RoutingFigures& f : result.routing)
        if (f.track == "phone" && (!most || f.corrected() > most->corrected()))
            most = &f;
    const auto gates = most ? result.gatesByPhone.find(most->layer) : result.gatesByPhone.end();
    if (gates == result.gatesByPhone.end())
        return;
    folder.heading(2, "Experts and phones");
    folder.paragraph("The layer whose router knows most about phones. Experts mean nothing across layers.");
    folder.picture("phones", heatmapSvg(phoneHeatmap(gates->first, gates->second)), "mean gates by phone");
}

void addRouting(report::ReportFolder& folder, const StudyResult& result)
{
    folder.heading(2, "What the routers know");
    folder.paragraph(
        "Mutual information of expert and label at a frame, in thousandths of a nat. The null turns "
        "each recording's labels round in time; taking it off leaves what the router knows about the "
        "label at its moment. *Beyond position and energy*: what is left when the fifth of the "
        "recording and the level are known already.");
    folder.picture("routing",
        heatmapSvg(routingHeatmap(result, "I(expert; label), null taken off", "thousandths of a nat",
            [](const RoutingFigures& f) { return kMilli * f.corrected(); })),
        "information about each label, layer by layer");
    folder.picture("routing_beyond",
        heatmapSvg(routingHeatmap(result, "Beyond position and energy", "thousandths of a nat",
            [](const RoutingFigures& f) { return kMilli * f.beyondControl; })),
        "the same beyond position and energy");
    folder.heading(3, "Along the depth");
    folder.paragraph("Means over the steered layers of each third, beyond position and energy.");
    folder.table("depth", depthTable(result));
    folder.heading(3, "All figures");
    folder.table("routing", routingTable(result));
}

} // namespace

void writeStudyReport(const StudyResult& result, const ModelInfo& model, const StudyOptions& options,
    const std::filesystem::path& folder)
{
    report::ReportFolder out(folder);
    out.heading(1, "What each layer does: " + model.name);
    out.paragraph("Variant " + model.variant + ", " + std::to_string(result.recordings) + " recordings, "
        + std::to_string(result.aligned) + " of them with phones by forced CTC alignment; skipped "
        + std::to_string(result.skipped.size())
        + ". Layers and experts count from 1; entropies in nats, over "
          "frames with audio.");
    out.heading(2, "Layers");
    out.paragraph(
        "Push: size of what steering adds over the size of what it is added to, median over frames; its "
        "constant part needs no routing. Reach: relative change of the encoder's output without this "
        "layer's steering, median over recordings.");
    out.table("layers", layerTable(result));
    addRouting(out, result);
    addPhones(out, result);
    out.heading(2, "Which experts fire where");
    out.paragraph(
        "Jensen-Shannon divergence of the mean gates of two kinds of audio, in thousandths of a nat (ln 2 = "
        "693: no expert in common), against "
        + std::to_string(options.draws)
        + " draws in which speakers are dealt out anew, or the two of a pair exchanged. *Most to*: the "
          "expert with the "
          "greatest surplus.");
    out.table("contrasts", contrastTable(result));
    if (!result.skipped.empty()) {
        out.heading(2, "Skipped");
        for (const std::string& skipped : result.skipped)
            out.paragraph("- " + skipped);
    }
    out.commit();
}

} // namespace steerscope::analysis

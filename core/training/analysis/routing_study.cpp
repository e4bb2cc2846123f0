// SPDX-License-Identifier: MIT
#include "core/training/analysis/routing_study.h"

#include "core/base/gating_figures.h"
#include "core/training/report/counter_random.h"

#include <algorithm>
#include <limits>

namespace steerscope::analysis {
namespace {

using report::JointCounts;

int sortedLayer(int layer)
{
    return layer == kOutLayer ? std::numeric_limits<int>::max() : layer;
}

int layerOfSorted(int sorted)
{
    return sorted == std::numeric_limits<int>::max() ? kOutLayer : sorted;
}

void addSoft(JointCounts& counts, const LayerTrace& layer, int frame, int label)
{
    for (int e = 0; e < layer.experts; ++e)
        counts.add(e, label, static_cast<double>(layer.gate(frame, e)));
}

int strongest(const LayerTrace& layer, int frame)
{
    int best = 0;
    for (int e = 1; e < layer.experts; ++e)
        if (layer.gate(frame, e) > layer.gate(frame, best))
            best = e;
    return best;
}

// A quarter to three quarters of the frames.
int turnOf(int frames, std::uint64_t seed, std::uint64_t place, int turn)
{
    const auto range = static_cast<std::uint64_t>(std::max(1, frames / 2));
    return frames / 4
        + static_cast<int>(report::randomBelow(range, seed, place, static_cast<std::uint64_t>(turn)));
}

} // namespace

RoutingStudy::RoutingStudy(const RoutingOptions& options)
    : m_options(options)
{
}

void RoutingStudy::add(const GatingTrace& trace, const std::vector<LabelTrack>& tracks,
    const LabelTrack& control, const FrameGrid& grid)
{
    const std::uint64_t place = m_windows++;
    for (const LayerTrace& layer : trace.layers) {
        const FrameGrid own{layer.frameSeconds, layer.countedFrames};
        const LabelTrack ownControl = resampled(control, grid, own);
        for (const LabelTrack& track : tracks)
            addLayer(layer, resampled(track, grid, own), ownControl, place);
    }
}

void RoutingStudy::addLayer(
    const LayerTrace& layer, const LabelTrack& track, const LabelTrack& control, std::uint64_t place)
{
    const int labels = static_cast<int>(track.values.size());
    const int controls = static_cast<int>(control.values.size());
    const auto [found, isNew] = m_tables.try_emplace(Key{track.name, sortedLayer(layer.layer)},
        Tables{JointCounts(layer.experts, labels), JointCounts(layer.experts, labels),
            JointCounts(layer.experts, labels * controls), JointCounts(layer.experts, controls), {}, {}});
    Tables& tables = found->second;
    if (isNew) {
        tables.turned.assign(static_cast<std::size_t>(m_options.turns), JointCounts(layer.experts, labels));
        tables.turnedWithControl.assign(
            static_cast<std::size_t>(m_options.controlTurns), JointCounts(layer.experts, labels * controls));
    }
    const int frames = layer.countedFrames;
    const auto labelAt = [&](int frame) { return track.labels[static_cast<std::size_t>(frame)]; };
    const auto controlAt = [&](int frame) { return control.labels[static_cast<std::size_t>(frame)]; };
    for (int t = 0; t < frames; ++t) {
        if (labelAt(t) < 0)
            continue;
        addSoft(tables.soft, layer, t, labelAt(t));
        tables.hard.add(strongest(layer, t), labelAt(t));
        tables.frameEntropy
            += entropy(&layer.gates[static_cast<std::size_t>(t) * static_cast<std::size_t>(layer.experts)],
                layer.experts);
        ++tables.frames;
        if (controlAt(t) < 0)
            continue;
        addSoft(tables.withControl, layer, t, labelAt(t) * controls + controlAt(t));
        addSoft(tables.control, layer, t, controlAt(t));
    }
    for (int turn = 0; turn < m_options.turns; ++turn) {
        const int by = turnOf(frames, m_options.seed, place, turn);
        for (int t = 0; t < frames; ++t) {
            const int label = labelAt((t + by) % frames);
            if (label < 0)
                continue;
            addSoft(tables.turned[static_cast<std::size_t>(turn)], layer, t, label);
            if (turn < m_options.controlTurns && controlAt(t) >= 0)
                addSoft(tables.turnedWithControl[static_cast<std::size_t>(turn)], layer, t,
                    label * controls + controlAt(t));
        }
    }
}

std::vector<RoutingFigures> RoutingStudy::figures() const
{
    // I(expert; label, control) - I(expert; control), the latter from the same table.
    const auto beyond = [](const JointCounts& withControl, int controls) {
        JointCounts control(withControl.rows(), controls);
        for (int e = 0; e < withControl.rows(); ++e)
            for (int c = 0; c < withControl.columns(); ++c)
                control.add(e, c % controls, withControl.at(e, c));
        return report::mutualInformation(withControl) - report::mutualInformation(control);
    };
    std::vector<RoutingFigures> all;
    for (const auto& [key, tables] : m_tables) {
        RoutingFigures f;
        f.layer = layerOfSorted(key.layer);
        f.track = key.track;
        f.frames = tables.frames;
        if (tables.frames > 0) {
            f.labelEntropy = report::entropyOf(tables.soft.columnSums());
            f.routingInformation = report::entropyOf(tables.soft.rowSums())
                - tables.frameEntropy / static_cast<double>(tables.frames);
            f.information = report::mutualInformation(tables.soft);
            f.millerMadow = report::mutualInformationMillerMadow(tables.hard);
            int asHigh = 0;
            for (const JointCounts& turned : tables.turned) {
                const double null = report::mutualInformation(turned);
                f.nullMean += null / static_cast<double>(tables.turned.size());
                f.nullHigh = std::max(f.nullHigh, null);
                asHigh += null >= f.information ? 1 : 0;
            }
            f.pValue = (asHigh + 1.0) / (static_cast<double>(tables.turned.size()) + 1.0);
            const int controls = tables.control.columns();
            f.beyondControl = beyond(tables.withControl, controls);
            for (const JointCounts& turned : tables.turnedWithControl)
                f.beyondControl
                    -= beyond(turned, controls) / static_cast<double>(tables.turnedWithControl.size());
        }
        all.push_back(std::move(f));
    }
    return all;
}

std::vector<std::vector<double>> RoutingStudy::gatesByLabel(int layer, const std::string& track) const
{
    const auto found = m_tables.find(Key{track, sortedLayer(layer)});
    std::vector<std::vector<double>> gates;
    if (found == m_tables.end())
        return gates;
    const JointCounts& soft = found->second.soft;
    const std::vector<double> sums = soft.columnSums();
    for (int label = 0; label < soft.columns(); ++label) {
        gates.emplace_back();
        for (int e = 0; e < soft.rows(); ++e)
            gates.back().push_back(sums[static_cast<std::size_t>(label)] > 0.0
                    ? soft.at(e, label) / sums[static_cast<std::size_t>(label)]
                    : std::numeric_limits<double>::quiet_NaN());
    }
    return gates;
}

} // namespace steerscope::analysis

// SPDX-License-Identifier: MIT
// What the routers know: mutual information of expert and label, frame by frame, for each steered layer.
//
// A router that is sure of nothing (gates 1/E throughout) says nothing about any label, so the figure is that
// of steering-and-analysis.md's routing information with a label in place of the frame: with soft counts
// p(e, y) = mean over frames of g_e [label = y],
//
//     I(expert; label) <= I(expert; frame) = usage entropy - frame entropy = routing information
//
// and their ratio is the share of the routing that the label explains. Three things are reported beside it:
// - Miller and Madow's correction, for the strongest expert of each frame (whole counts);
// - a null: each recording's labels turned round in time by a quarter to three quarters of it. What remains
// is
//   what finite counts, the order of frames (neighbours are alike) and the recording as a whole tell; taken
//   off the figure it leaves what the router knows about the label at its moment;
// - what is left when position in the recording and energy are known already: I(expert; label, control) -
//   I(expert; control), its own null (label turned, control not) taken off.
#pragma once

#include "core/base/gating_trace.h"
#include "core/training/analysis/label_track.h"
#include "core/training/report/information.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace steerscope::analysis {

struct RoutingOptions {
    int turns = 20; // of the null
    int controlTurns = 4; // of the null given position and energy, whose tables are large
    std::uint64_t seed = 1;
};

struct RoutingFigures {
    int layer = 0; // from 0, or kOutLayer
    std::string track;
    long frames = 0; // with a label
    double labelEntropy = 0.0; // nats, as all that follow
    double routingInformation = 0.0; // I(expert; frame) over the same frames
    double information = 0.0; // I(expert; label)
    double millerMadow = 0.0;
    double nullMean = 0.0;
    double nullHigh = 0.0; // greatest of the turns
    double pValue = 1.0; // (turns as high + 1) / (turns + 1)
    double beyondControl = 0.0; // null taken off

    double corrected() const { return information - nullMean; }
    double shareOfRouting() const
    {
        return routingInformation > 0.0 ? corrected() / routingInformation : 0.0;
    }
};

class RoutingStudy {
public:
    explicit RoutingStudy(const RoutingOptions& options = {});

    // One audio window: its counted frames against tracks on `grid`, which begins with the window. control:
    // position and energy; a track of that name is studied like the others where it is among them.
    void add(const GatingTrace& trace, const std::vector<LabelTrack>& tracks, const LabelTrack& control,
        const FrameGrid& grid);

    std::vector<RoutingFigures> figures() const; // by track, then layer; steering after the encoder last
    // How often each expert came with each label, normalised to the mean gate given the label: [L][E].
    std::vector<std::vector<double>> gatesByLabel(int layer, const std::string& track) const;

private:
    void addLayer(
        const LayerTrace& layer, const LabelTrack& track, const LabelTrack& control, std::uint64_t place);

    struct Key {
        std::string track;
        int layer = 0; // kOutLayer sorted last

        auto operator<=>(const Key&) const = default;
    };
    struct Tables {
        report::JointCounts soft, hard; // [E, L]
        report::JointCounts withControl, control; // [E, L * C], [E, C]
        std::vector<report::JointCounts> turned, turnedWithControl;
        double frameEntropy = 0.0; // sum
        long frames = 0;
    };
    RoutingOptions m_options;
    std::uint64_t m_windows = 0;
    std::map<Key, Tables> m_tables;
};

} // namespace steerscope::analysis

// SPDX-License-Identifier: MIT
// Routers of which is known what they know.
#include "core/training/analysis/routing_study.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <random>

using namespace steerscope;
using namespace steerscope::analysis;

namespace {

constexpr int kFrames = 200;
const FrameGrid kGrid{0.02, kFrames};

// gates(t) -> [E]
GatingTrace traceOf(const std::function<std::vector<float>(int)>& gates, int layerNumber = 0)
{
    LayerTrace layer;
    layer.layer = layerNumber;
    layer.frames = layer.countedFrames = kFrames;
    for (int t = 0; t < kFrames; ++t) {
        const std::vector<float> row = gates(t);
        layer.experts = static_cast<int>(row.size());
        layer.gates.insert(layer.gates.end(), row.begin(), row.end());
    }
    GatingTrace trace;
    trace.layers = {layer};
    return trace;
}

LabelTrack trackOf(const std::string& name, int values, const std::function<int(int)>& label)
{
    LabelTrack track{name, std::vector<std::string>(static_cast<std::size_t>(values), "v"), {}};
    for (int t = 0; t < kFrames; ++t)
        track.labels.push_back(label(t));
    return track;
}

std::vector<float> oneHot(int expert, int experts)
{
    std::vector<float> row(static_cast<std::size_t>(experts), 0.0F);
    row[static_cast<std::size_t>(expert)] = 1.0F;
    return row;
}

// Runs of 5 frames with labels drawn anew for each window: no rhythm that a turned copy could share.
std::vector<int> randomLabels(std::mt19937& random, int values)
{
    std::vector<int> labels;
    while (labels.size() < kFrames)
        labels.insert(labels.end(), 5, static_cast<int>(random() % static_cast<unsigned>(values)));
    return labels;
}

const LabelTrack kNoControl = trackOf("control", 1, [](int) { return 0; });

} // namespace

TEST_CASE("a router that follows the label knows all of it")
{
    std::mt19937 random(1);
    RoutingStudy study;
    for (int window = 0; window < 30; ++window) {
        const std::vector<int> labels = randomLabels(random, 4);
        const auto label = [&](int t) { return labels[static_cast<std::size_t>(t)]; };
        study.add(traceOf([&](int t) { return oneHot(label(t), 4); }), {trackOf("phone", 4, label)},
            kNoControl, kGrid);
    }
    const auto figures = study.figures();
    REQUIRE(figures.size() == 1);
    const RoutingFigures& f = figures[0];
    CHECK(f.frames == 30 * kFrames);
    CHECK(f.information == doctest::Approx(f.labelEntropy));
    CHECK(f.information == doctest::Approx(std::log(4.0)).epsilon(0.02));
    CHECK(f.routingInformation == doctest::Approx(f.information));
    CHECK(f.nullMean < 0.02);
    CHECK(f.corrected() > 1.3);
    CHECK(f.shareOfRouting() > 0.97);
    CHECK(f.beyondControl == doctest::Approx(f.corrected()).epsilon(0.01)); // the control says nothing
    CHECK(f.pValue == doctest::Approx(1.0 / 21.0));
    const auto gates = study.gatesByLabel(0, "phone");
    CHECK(gates[2] == std::vector<double>{0, 0, 1, 0});
}

TEST_CASE("a router that knows nothing of the label comes out at 0")
{
    std::mt19937 random(2);
    RoutingStudy study;
    for (int window = 0; window < 30; ++window) {
        const std::vector<int> labels = randomLabels(random, 6);
        const std::vector<int> experts = randomLabels(random, 4);
        study.add(traceOf([&](int t) { return oneHot(experts[static_cast<std::size_t>(t)], 4); }),
            {trackOf("phone", 6, [&](int t) { return labels[static_cast<std::size_t>(t)]; })}, kNoControl,
            kGrid);
    }
    const RoutingFigures f = study.figures()[0];
    // Runs of 5 frames: as good as 1200 independent observations, so (4-1)(6-1) / 2400 is expected by chance.
    CHECK(f.information == doctest::Approx(15.0 / 2400.0).epsilon(0.7));
    CHECK(std::abs(f.corrected()) < 0.004);
    CHECK(f.millerMadow > 0.001); // frames taken for independent: too little is taken off
    CHECK(f.pValue > 0.04);
    CHECK(f.routingInformation == doctest::Approx(std::log(4.0)).epsilon(0.05));
}

TEST_CASE("uniform gates know nothing at all")
{
    RoutingStudy study;
    study.add(traceOf([](int) { return std::vector<float>(4, 0.25F); }),
        {trackOf("phone", 3, [](int t) { return t % 3; })}, kNoControl, kGrid);
    const RoutingFigures f = study.figures()[0];
    CHECK(f.information == doctest::Approx(0.0));
    CHECK(f.routingInformation == doctest::Approx(0.0));
    CHECK(f.shareOfRouting() == 0.0);
}

TEST_CASE("soft gates know as much as they are sure")
{
    // 0.9 for the right one of two experts: ln 2 - H(0.1)
    std::mt19937 random(3);
    RoutingStudy study;
    for (int window = 0; window < 40; ++window) {
        const std::vector<int> labels = randomLabels(random, 2);
        const auto label = [&](int t) { return labels[static_cast<std::size_t>(t)]; };
        study.add(traceOf([&](int t) {
            return label(t) == 0 ? std::vector<float>{0.9F, 0.1F} : std::vector<float>{0.1F, 0.9F};
        }),
            {trackOf("phone", 2, label)}, kNoControl, kGrid);
    }
    const double channel = std::log(2.0) + 0.1 * std::log(0.1) + 0.9 * std::log(0.9);
    CHECK(study.figures()[0].information == doctest::Approx(channel).epsilon(0.01));
    CHECK(study.figures()[0].routingInformation == doctest::Approx(channel).epsilon(0.01));
}

TEST_CASE("what the control explains is not counted beyond it")
{
    // The label is the control seen through some noise; the router follows the control alone.
    std::mt19937 random(5);
    RoutingStudy study;
    for (int window = 0; window < 60; ++window) {
        const std::vector<int> control = randomLabels(random, 3);
        std::vector<int> labels;
        for (int t = 0; t < kFrames; ++t)
            labels.push_back(
                random() % 4 == 0 ? static_cast<int>(random() % 3) : control[static_cast<std::size_t>(t)]);
        study.add(traceOf([&](int t) { return oneHot(control[static_cast<std::size_t>(t)], 3); }),
            {trackOf("phone", 3, [&](int t) { return labels[static_cast<std::size_t>(t)]; })},
            trackOf("control", 3, [&](int t) { return control[static_cast<std::size_t>(t)]; }), kGrid);
    }
    const RoutingFigures f = study.figures()[0];
    CHECK(f.corrected() > 0.4); // phone and expert go together ...
    CHECK(std::abs(f.beyondControl) < 0.005); // ... because both follow the control
}

TEST_CASE("unlabelled frames and padding are left out, layers and tracks kept apart")
{
    GatingTrace trace = traceOf([](int t) { return oneHot(t % 2, 2); }, 3);
    trace.layers[0].countedFrames = 100;
    LayerTrace pooled = trace.layers[0];
    pooled.layer = kOutLayer;
    pooled.frameSeconds = 0.08;
    pooled.frames = pooled.countedFrames = 25;
    pooled.gates.resize(50);
    trace.layers.push_back(pooled);
    RoutingStudy study;
    study.add(trace,
        {trackOf("a", 2, [](int t) { return t < 50 ? t % 2 : -1; }), trackOf("b", 1, [](int) { return 0; })},
        kNoControl, kGrid);
    const auto figures = study.figures();
    REQUIRE(figures.size() == 4);
    CHECK(figures[0].track == "a");
    CHECK(figures[0].layer == 3);
    CHECK(figures[0].frames == 50);
    CHECK(figures[1].layer == kOutLayer);
    CHECK(figures[1].frames == 12); // pooled frames whose middle is before 1 s: (f + 0.5) * 0.08 < 1
    CHECK(figures[2].frames == 100);
    CHECK(figures[3].frames == 25);
    CHECK(study.gatesByLabel(9, "a").empty());
}

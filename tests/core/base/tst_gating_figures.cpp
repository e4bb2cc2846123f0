// SPDX-License-Identifier: MIT
// Against analytic values (uniform gates: ln E; one-hot: 0) and figures worked out by hand.
#include "core/base/gating_figures.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace steerscope;

namespace {

// rows: the gates of each frame; all frames are counted unless said otherwise.
LayerTrace layerOf(const std::vector<std::vector<float>>& rows, int counted = -1)
{
    LayerTrace layer;
    layer.experts = static_cast<int>(rows.front().size());
    layer.frames = static_cast<int>(rows.size());
    layer.countedFrames = counted < 0 ? layer.frames : counted;
    for (const auto& row : rows)
        layer.gates.insert(layer.gates.end(), row.begin(), row.end());
    return layer;
}

GatingTrace traceOf(const LayerTrace& layer)
{
    GatingTrace trace;
    trace.layers = {layer};
    return trace;
}

LayerFigures only(const std::vector<GatingTrace>& traces, FrameChoice choice = FrameChoice::Counted)
{
    const auto figures = gatingFigures(traces, choice);
    REQUIRE(figures.size() == 1);
    return figures.front();
}

} // namespace

TEST_CASE("uniform gates have entropy ln E and tell nothing")
{
    for (int experts : {2, 8, 16}) {
        const std::vector<float> row(static_cast<std::size_t>(experts), 1.0F / static_cast<float>(experts));
        const LayerFigures f = only({traceOf(layerOf({row, row, row}))});
        CHECK(f.usageEntropy == doctest::Approx(std::log(experts)));
        CHECK(f.frameEntropy == doctest::Approx(std::log(experts)));
        CHECK(f.routingInformation == doctest::Approx(0.0));
        CHECK(f.strength == doctest::Approx(1.0 / experts));
        CHECK(entropy(row.data(), experts) == doctest::Approx(std::log(experts)));
    }
}

TEST_CASE("one-hot gates have entropy 0")
{
    const LayerFigures f = only({traceOf(layerOf({{0, 1, 0, 0}, {0, 1, 0, 0}}))});
    CHECK(f.usageEntropy == 0.0);
    CHECK(f.frameEntropy == 0.0);
    CHECK(f.strength == 1.0);
    CHECK(f.topExperts == std::vector{1, 0, 2});
    CHECK(f.topScores == std::vector{1.0, 0.0, 0.0});
    // -1 * ln(1 + 1e-8): the reference's figure is a little below 0
    CHECK(f.referenceDiversity == doctest::Approx(-1e-8).epsilon(0.01));
}

TEST_CASE("frames that are sure of different experts carry the most information")
{
    const LayerFigures f = only({traceOf(layerOf({{1, 0}, {0, 1}}))});
    CHECK(f.usageEntropy == doctest::Approx(std::log(2.0)));
    CHECK(f.frameEntropy == 0.0);
    CHECK(f.routingInformation == doctest::Approx(std::log(2.0)));
}

TEST_CASE("means, ranks and entropies worked out by hand")
{
    LayerTrace layer = layerOf({{0.5F, 0.25F, 0.25F, 0.0F}, {0.25F, 0.25F, 0.5F, 0.0F}});
    layer.layer = 5;
    layer.trainedScale = 0.1;
    layer.effectiveScale = 0.2;
    layer.meanVectorNorm = 3.0;
    const LayerFigures f = only({traceOf(layer)});
    CHECK(f.layer == 5);
    CHECK(f.experts == 4);
    CHECK(f.scale == 0.1);
    CHECK(f.effectiveScale == 0.2);
    CHECK(f.scaledVectorNorm == doctest::Approx(0.6));
    CHECK(f.meanGates == std::vector{0.375, 0.25, 0.375, 0.0});
    CHECK(f.topExperts == std::vector{0, 2, 1}); // equal ones by number
    CHECK(f.topScores == std::vector{0.375, 0.375, 0.25});
    CHECK(f.usageEntropy == doctest::Approx(-2 * 0.375 * std::log(0.375) - 0.25 * std::log(0.25)));
    CHECK(f.frameEntropy == doctest::Approx(1.5 * std::log(2.0)));
    CHECK(f.routingInformation == doctest::Approx(f.usageEntropy - f.frameEntropy));
    CHECK(f.frames == 2);
    CHECK(f.countedFrames == 2);
}

TEST_CASE("padding is left out unless all frames are asked for")
{
    const GatingTrace trace = traceOf(layerOf({{1, 0}, {0, 1}, {0, 1}, {0, 1}}, 1));
    const LayerFigures counted = only({trace});
    CHECK(counted.meanGates == std::vector{1.0, 0.0});
    CHECK(counted.frames == 4);
    CHECK(counted.countedFrames == 1);
    const LayerFigures all = only({trace}, FrameChoice::All);
    CHECK(all.meanGates == std::vector{0.25, 0.75});
}

TEST_CASE("push percentiles interpolate as NumPy's do")
{
    // numpy.percentile([4, 1, 3, 2], [50, 95]) = [2.5, 3.85]
    LayerTrace layer = layerOf({{1}, {1}, {1}, {1}});
    layer.push = {4.0F, 1.0F, 3.0F, 2.0F};
    layer.pushConstant = {1.0F, 1.0F, 2.0F, 5.0F};
    layer.pushRouted = {0.0F, 7.0F, 0.0F, 0.0F};
    const LayerFigures f = only({traceOf(layer)});
    CHECK(f.pushMedian == doctest::Approx(2.5));
    CHECK(f.push95 == doctest::Approx(3.85));
    CHECK(f.pushConstantMedian == doctest::Approx(1.5));
    CHECK(f.pushRoutedMedian == 0.0);
    layer.countedFrames = 1;
    CHECK(only({traceOf(layer)}).push95 == doctest::Approx(4.0));
}

TEST_CASE("windows are weighted by their frames, not by their number")
{
    const GatingTrace one = traceOf(layerOf({{1, 0}}));
    const GatingTrace three = traceOf(layerOf({{0, 1}, {0, 1}, {0, 1}}));
    const LayerFigures f = only({one, three});
    CHECK(f.meanGates == std::vector{0.25, 0.75});
    CHECK(f.frames == 4);
}

TEST_CASE("layers of different expert counts each keep their own")
{
    GatingTrace trace = traceOf(layerOf({{0.5F, 0.5F}}));
    trace.layers.push_back(layerOf({{0.0F, 0.0F, 1.0F}, {0.0F, 0.0F, 1.0F}}));
    trace.layers[1].layer = kOutLayer;
    const auto figures = gatingFigures({trace}, FrameChoice::Counted);
    REQUIRE(figures.size() == 2);
    CHECK(figures[0].meanGates.size() == 2);
    CHECK(figures[1].meanGates == std::vector{0.0, 0.0, 1.0});
    CHECK(figures[1].layer == kOutLayer);
}

TEST_CASE("nothing steered, nothing counted: zeros, not nonsense")
{
    CHECK(gatingFigures({}, FrameChoice::Counted).empty());
    CHECK(gatingFigures({GatingTrace{}}, FrameChoice::Counted).empty());
    const LayerFigures f = only({traceOf(layerOf({{0.5F, 0.5F}}, 0))});
    CHECK(f.meanGates == std::vector{0.0, 0.0});
    CHECK(f.usageEntropy == 0.0);
    CHECK(f.frameEntropy == 0.0);
    CHECK(f.pushMedian == 0.0);
    CHECK(f.countedFrames == 0);
}

// SPDX-License-Identifier: MIT
#include "core/base/gating_trace.h"

#include <doctest/doctest.h>

using namespace steerscope;

TEST_CASE("labels count layers from 1 and lead back")
{
    CHECK(layerLabel(0) == "1");
    CHECK(layerLabel(31) == "32");
    CHECK(layerLabel(kOutLayer) == "out");
    for (int layer : {kOutLayer, 0, 1, 9, 31, 1000})
        CHECK(layerFromLabel(layerLabel(layer)) == layer);
}

TEST_CASE("what is no label is told apart from every layer")
{
    for (const char* label : {"", "0", "-1", "+1", "1.0", "1 ", " 1", "one", "Out", "0x1", "99999999999"}) {
        CAPTURE(label);
        CHECK(layerFromLabel(label) == kNoLayer);
    }
}

TEST_CASE("a trace finds its layers and reads gates by frame and expert")
{
    GatingTrace trace;
    CHECK(trace.find(0) == nullptr);
    LayerTrace layer;
    layer.layer = 3;
    layer.experts = 2;
    layer.frames = 3;
    layer.gates = {0.1F, 0.9F, 0.2F, 0.8F, 0.3F, 0.7F};
    trace.layers = {layer, layer};
    trace.layers[1].layer = kOutLayer;
    REQUIRE(trace.find(3) == &trace.layers[0]);
    CHECK(trace.find(kOutLayer) == &trace.layers[1]);
    CHECK(trace.find(4) == nullptr);
    CHECK(trace.find(3)->gate(0, 1) == 0.9F);
    CHECK(trace.find(3)->gate(2, 0) == 0.3F);
}

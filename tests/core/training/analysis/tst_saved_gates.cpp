// SPDX-License-Identifier: MIT
#include "core/training/analysis/saved_gates.h"

#include "core/base/error.h"
#include "core/base/gating_figures.h"
#include "core/model/checkpoint/tensor_file.h"
#include "core/protocol/gates_file.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::analysis;

namespace {

LayerTrace layerOf(int layer, int experts, int frames, int counted)
{
    LayerTrace trace;
    trace.layer = layer;
    trace.experts = experts;
    trace.frames = frames;
    trace.countedFrames = counted;
    trace.frameSeconds = layer == kOutLayer ? 0.08 : 0.02;
    trace.trainedScale = 0.1;
    trace.effectiveScale = 0.05;
    trace.meanVectorNorm = 2.0;
    for (int i = 0; i < frames * experts; ++i)
        trace.gates.push_back(static_cast<float>((i * 7 + layer * 3 + 50) % 11) / 11.0F);
    for (int i = 0; i < frames; ++i) {
        trace.push.push_back(0.01F * static_cast<float>(i));
        trace.pushConstant.push_back(0.02F * static_cast<float>(i));
        trace.pushRouted.push_back(0.03F * static_cast<float>(i));
    }
    return trace;
}

void checkSame(const std::vector<GatingTrace>& a, const std::vector<GatingTrace>& b)
{
    REQUIRE(a.size() == b.size());
    for (std::size_t w = 0; w < a.size(); ++w) {
        CHECK(a[w].window == b[w].window);
        CHECK(a[w].startSeconds == b[w].startSeconds);
        CHECK(a[w].endSeconds == b[w].endSeconds);
        REQUIRE(a[w].layers.size() == b[w].layers.size());
        for (std::size_t l = 0; l < a[w].layers.size(); ++l) {
            const LayerTrace& x = a[w].layers[l];
            const LayerTrace& y = b[w].layers[l];
            CHECK(x.layer == y.layer);
            CHECK(x.countedFrames == y.countedFrames);
            CHECK(x.frameSeconds == y.frameSeconds);
            CHECK(x.trainedScale == y.trainedScale);
            CHECK(x.effectiveScale == y.effectiveScale);
            CHECK(x.meanVectorNorm == y.meanVectorNorm);
            CHECK(x.gates == y.gates);
            CHECK(x.push == y.push);
            CHECK(x.pushConstant == y.pushConstant);
            CHECK(x.pushRouted == y.pushRouted);
        }
    }
}

} // namespace

TEST_CASE("gates come back as they were written")
{
    const test::TemporaryFolder folder;
    GatingTrace first{0, 0.0, 0.5, {layerOf(1, 3, 8, 6), layerOf(11, 2, 8, 6), layerOf(kOutLayer, 4, 2, 2)}};
    GatingTrace second{
        1, 0.5, 0.75, {layerOf(1, 3, 8, 2), layerOf(11, 2, 8, 2), layerOf(kOutLayer, 4, 2, 1)}};
    second.layers[0].gates[0] = 0.5F;
    writeGatesSafetensors(folder.path() / "g.safetensors", {first, second});
    checkSame(readSavedGates(folder.path() / "g.safetensors"), {first, second});
    const auto figures = gatingFigures(readSavedGates(folder.path() / "g.safetensors"), FrameChoice::Counted);
    CHECK(figures[0].countedFrames == 8);
}

TEST_CASE("steering after the encoder beside a steered first layer")
{
    const test::TemporaryFolder folder;
    const std::vector<GatingTrace> both{{0, 0.0, 0.5, {layerOf(0, 3, 8, 6), layerOf(kOutLayer, 4, 2, 2)}}};
    writeGatesSafetensors(folder.path() / "g.safetensors", both);
    checkSame(readSavedGates(folder.path() / "g.safetensors"), both);
    const std::vector<GatingTrace> first{{0, 0.0, 0.5, {layerOf(0, 3, 8, 6)}}};
    writeGatesSafetensors(folder.path() / "first.safetensors", first);
    checkSame(readSavedGates(folder.path() / "first.safetensors"), first);
}

TEST_CASE("gates of another tool: all frames count, scales are not known")
{
    const test::TemporaryFolder folder;
    const std::vector<float> gates{0.25F, 0.75F, 0.5F, 0.5F};
    writeSafetensors(folder.path() / "g.safetensors",
        {{"gates.3", DType::Float32, {2, 2}, gates.data()}, {"log_mel", DType::Float32, {4}, gates.data()}});
    const std::vector<GatingTrace> traces = readSavedGates(folder.path() / "g.safetensors");
    REQUIRE(traces.size() == 1);
    REQUIRE(traces[0].layers.size() == 1);
    CHECK(traces[0].layers[0].layer == 3);
    CHECK(traces[0].layers[0].countedFrames == 2);
    CHECK(traces[0].layers[0].gates == gates);
    CHECK(traces[0].layers[0].push.empty());
    writeSafetensors(folder.path() / "out.safetensors", {{"gates.0", DType::Float32, {2, 2}, gates.data()}});
    CHECK(readSavedGates(folder.path() / "out.safetensors")[0].layers[0].layer == kOutLayer);
}

TEST_CASE("files that hold no gates, or contradict themselves, are refused")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "g.safetensors";
    const std::vector<float> values{1, 2, 3, 4};
    const auto refused = [&](const std::string& part) {
        try {
            readSavedGates(file);
            FAIL("was read");
        } catch (const Failure& failure) {
            CHECK(failure.error().code == ErrorCode::Input);
            CHECK(failure.error().message().find(part) != std::string::npos);
        }
    };
    writeSafetensors(file, {{"log_mel", DType::Float32, {4}, values.data()}});
    refused("no gates");
    writeSafetensors(file, {{"gates.1", DType::Float32, {4}, values.data()}});
    refused("[frames, experts]");
    const std::string windows
        = R"([{"start": 0, "end": 1, "layers": {"2": {"frames": 3, "counted_frames": 3,)"
          R"( "frame_seconds": 0.02}}}])";
    writeSafetensors(file, {{"gates.1", DType::Float32, {2, 2}, values.data()}}, {{"windows", windows}});
    refused("do not fit");
    writeSafetensors(
        file, {{"gates.1", DType::Float32, {2, 2}, values.data()}}, {{"windows", R"([{"start": 0}])"}});
    refused("not understood");
}

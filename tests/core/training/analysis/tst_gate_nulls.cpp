// SPDX-License-Identifier: MIT
// The nulls, run by the real model: gates that stay at the mean at every frame of every layer, vectors of the
// same length that point elsewhere.
#include "core/training/analysis/gate_nulls.h"

#include "core/audio/audio_file.h"
#include "core/base/error.h"
#include "core/base/gating_figures.h"
#include "core/pipeline/transcriber.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace steerscope;
using namespace steerscope::analysis;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<Transcriber> load(const fs::path& bundle)
{
    LoadOptions options;
    options.model = bundle.string();
    options.device = "cpu";
    options.dtype = "float32";
    options.threads = 1;
    return Transcriber::load(options);
}

const Waveform& clip()
{
    static const Waveform audio = readAudio(test::dataFolder() / "models/audio/clip1.wav").waveform;
    return audio;
}

std::vector<GatingTrace> gates(Transcriber& model)
{
    RunOptions options;
    options.decode = false;
    return model.run(clip(), {}, options).traces;
}

std::vector<float> encoderOut(Transcriber& model)
{
    for (auto& tensor : model.encode(clip(), {}).tensors)
        if (tensor.name == "encoder_out")
            return tensor.values;
    return {};
}

MeanGates meanGates(const std::vector<GatingTrace>& traces)
{
    MeanGates means;
    for (const LayerFigures& layer : gatingFigures(traces, FrameChoice::Counted))
        means[layer.layer] = layer.meanGates;
    return means;
}

fs::path bundleFolder(const std::string& variant)
{
    return test::dataFolder() / "models/bundles" / variant;
}

} // namespace

TEST_CASE("frozen gates are the mean at every frame, in every variant")
{
    for (const char* variant :
        {"post-encoder", "layerwise-routers", "layerwise-single", "layerwise-shared"}) {
        CAPTURE(variant);
        const test::TemporaryFolder folder;
        const auto model = load(bundleFolder(variant));
        const MeanGates means = meanGates(gates(*model));
        writeFrozenGates(readBundle(bundleFolder(variant)), means, folder.path() / "frozen");
        const auto frozen = load(folder.path() / "frozen");
        CHECK(frozen->info().variant == variant);
        CHECK(frozen->info().name.ends_with("gates frozen at their mean"));
        double largest = 0.0;
        for (const GatingTrace& trace : gates(*frozen))
            for (const LayerTrace& layer : trace.layers)
                for (int t = 0; t < layer.frames; ++t)
                    for (int e = 0; e < layer.experts; ++e)
                        largest = std::max(largest,
                            std::abs(layer.gate(t, e) - means.at(layer.layer)[static_cast<std::size_t>(e)]));
        CHECK(largest < 1e-5);
        CHECK(test::relativeError(encoderOut(*frozen), encoderOut(*model)) > 1e-4); // it does something
    }
}

TEST_CASE("random vectors keep their lengths and nothing else")
{
    const test::TemporaryFolder folder;
    const fs::path original = bundleFolder("layerwise-single");
    writeRandomVectors(readBundle(original), 5, folder.path() / "random");
    const test::Golden before(original / "steering.safetensors");
    const test::Golden after(folder.path() / "random" / "steering.safetensors");
    const auto a = before.at("steering_vectors");
    const auto b = after.at("steering_vectors");
    REQUIRE(a.size() == b.size());
    for (std::size_t begin = 0; begin < a.size(); begin += 96) { // D of the tiny model
        double normA = 0.0, normB = 0.0, product = 0.0;
        for (std::size_t i = begin; i < begin + 96; ++i) {
            normA += static_cast<double>(a[i]) * a[i];
            normB += static_cast<double>(b[i]) * b[i];
            product += static_cast<double>(a[i]) * b[i];
        }
        CHECK(normB == doctest::Approx(normA).epsilon(1e-5));
        CHECK(std::abs(product / std::sqrt(normA * normB)) < 0.5); // a random angle: standard deviation 0.1
    }
    CHECK(test::relativeError(after.at("router.weight"), before.at("router.weight")) == 0.0);
    CHECK(test::relativeError(after.at("layer_scales"), before.at("layer_scales")) == 0.0);
    writeRandomVectors(readBundle(original), 6, folder.path() / "other");
    const test::Golden other(folder.path() / "other" / "steering.safetensors");
    CHECK(test::relativeError(other.at("steering_vectors"), b) > 0.1);
}

TEST_CASE("mean gates of another model are refused")
{
    const test::TemporaryFolder folder;
    const Bundle bundle = readBundle(bundleFolder("layerwise-single"));
    CHECK_THROWS_AS(writeFrozenGates(bundle, {}, folder.path() / "a"), Failure);
    CHECK_THROWS_AS(writeFrozenGates(bundle, {{0, {0.5, 0.5}}}, folder.path() / "b"), Failure);
}

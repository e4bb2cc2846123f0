// SPDX-License-Identifier: MIT
// The activation cache is never needed for correctness: checked against a run without it, bit for bit (CPU,
// float32).
#include "tests/core/pipeline/model_fixture.h"

#include <doctest/doctest.h>

#include <random>

using namespace steerscope;
using namespace steerscope::test;

namespace {

bool sameBits(const RunResult& a, const RunResult& b)
{
    if (a.traces.size() != b.traces.size() || a.transcript.text() != b.transcript.text())
        return false;
    for (std::size_t w = 0; w < a.traces.size(); ++w)
        for (std::size_t l = 0; l < a.traces[w].layers.size(); ++l) {
            const LayerTrace& left = a.traces[w].layers[l];
            const LayerTrace& right = b.traces[w].layers[l];
            if (left.gates != right.gates || left.push != right.push
                || left.effectiveScale != right.effectiveScale)
                return false;
        }
    const auto& left = a.transcript.segments;
    const auto& right = b.transcript.segments;
    for (std::size_t s = 0; s < left.size(); ++s)
        for (std::size_t t = 0; t < left[s].tokens.size(); ++t)
            if (left[s].tokens[t].id != right[s].tokens[t].id
                || left[s].tokens[t].logprob != right[s].tokens[t].logprob)
                return false;
    return true;
}

// One thing of one layer (or the master, or bypass) turned, as a user would.
void turnSomething(
    SteeringSettings& settings, const std::vector<SteeredLayerInfo>& layers, std::mt19937& random)
{
    LayerSettings& layer = settings.layers[layers[random() % layers.size()].layer];
    switch (random() % 7) {
    case 0:
        layer.multiplier = static_cast<int>(random() % 9) * 0.5 - 2.0;
        break;
    case 1:
        layer.absolute = 0.3;
        break;
    case 2:
        layer.temperature = 0.5 + random() % 4;
        break;
    case 3:
        layer.mute.insert(static_cast<int>(random() % 8));
        break;
    case 4:
        layer = {};
        break;
    case 5:
        settings.master = static_cast<int>(random() % 5) * 0.5;
        break;
    case 6:
        settings.bypass = !settings.bypass;
        break;
    }
}

RunOptions shortText()
{
    RunOptions options;
    options.maxTokens = 6;
    return options;
}

} // namespace

TEST_CASE("a run from the cache equals a run from nothing, whatever was turned")
{
    for (const std::string variant :
        {"post-encoder", "layerwise-routers", "layerwise-single", "layerwise-shared"}) {
        CAPTURE(variant);
        const auto cached = loadSmall(variant);
        const auto plain = loadSmall(variant, /*cacheBytes=*/0);
        const Waveform audio = clip("clip1");
        SteeringSettings settings;
        std::mt19937 random(7);
        for (int step = 0; step < 12; ++step) {
            turnSomething(settings, cached->info().steered, random);
            CHECK(sameBits(
                cached->run(audio, settings, shortText()), plain->run(audio, settings, shortText())));
        }
        CHECK(plain->cacheBytesInUse() == 0);
        CHECK(cached->cacheBytesInUse() > 0);
    }
}

TEST_CASE("only layers above the first changed one are computed")
{
    const auto model = loadSmall("layerwise-single");
    const int depth = model->info().encoderLayers;
    const Waveform audio = clip("clip1");
    SteeringSettings settings;
    CHECK(model->run(audio, settings, shortText()).timings.layersRun == depth);
    CHECK(model->run(audio, settings, shortText()).timings.layersRun == 0);
    for (int changed = depth - 1; changed >= 0; --changed) {
        settings.layers[changed].multiplier = 0.7;
        const Timings timings = model->run(audio, settings, shortText()).timings;
        CHECK(timings.layersRun == depth - 1 - changed);
        CHECK(timings.layersReused == changed + 1);
    }
}

TEST_CASE("a run without steering does not cost the next steered one its restart")
{
    const auto model = loadSmall("layerwise-single");
    const int depth = model->info().encoderLayers;
    const Waveform audio = clip("clip1");
    model->run(audio, {}, shortText());
    SteeringSettings bypass;
    bypass.bypass = true;
    model->run(audio, bypass, shortText());
    SteeringSettings changed;
    changed.layers[depth - 1].multiplier = 0.5;
    CHECK(model->run(audio, changed, shortText()).timings.layersRun == 0);
    const Timings again = model->run(audio, bypass, shortText()).timings;
    CHECK(again.layersRun == 0);
    CHECK(again.promptReused > 0);
}

TEST_CASE("a budget too small for a whole window keeps fewer layers and changes no number")
{
    const auto plain = loadSmall("layerwise-single", 0);
    const std::int64_t slot = 200 * 96 * 4; // frames * width * bytes
    const auto tight = loadSmall("layerwise-single", 5 * slot);
    const Waveform audio = clip("clip2");
    SteeringSettings settings;
    for (int layer : {3, 2, 0, 1}) {
        settings.layers[layer].multiplier = 1.5;
        CHECK(sameBits(tight->run(audio, settings, shortText()), plain->run(audio, settings, shortText())));
        CHECK(tight->cacheBytesInUse() <= 5 * slot);
    }
}

TEST_CASE("the prompt part of the LLM is reused where nothing before it changed")
{
    const auto model = loadSmall("layerwise-single");
    const Waveform audio = clip("clip1");
    RunOptions options = shortText();
    CHECK(model->run(audio, {}, options).timings.promptReused == 0);
    options.maxTokens = 8;
    const int all = model->run(audio, {}, options).timings.promptReused;
    CHECK(all >= 50); // 50 audio positions and the prompt
    options.prompt = "write down: ";
    const int audioOnly = model->run(audio, {}, options).timings.promptReused;
    CHECK(audioOnly >= 50);
    CHECK(audioOnly < all);
    SteeringSettings changed;
    changed.master = 0.5;
    CHECK(model->run(audio, changed, options).timings.promptReused == 0);
}

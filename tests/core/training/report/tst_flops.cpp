// SPDX-License-Identifier: MIT
// Against a twin that walks through every product of a model and of its backward pass, against the rule of
// two operations a weight and position, and against published sizes.
#include "core/training/report/flops.h"

#include "core/base/gating_trace.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::report;

namespace {

// Counts what a network of products would do: one number a multiplication and one an addition.
class Walk {
public:
    // y [m, n] = x [m, k] W [k, n]
    void weights(long m, long k, long n, bool inputGradient, bool trained)
    {
        add(m, k, n); // forward
        if (inputGradient)
            add(m, n, k); // dy W^T
        if (trained)
            add(k, m, n); // x^T dy
    }
    // Both sides are activations.
    void activations(long m, long k, long n, bool gradients) { weights(m, k, n, gradients, gradients); }
    double count = 0.0;

private:
    void add(long m, long k, long n)
    {
        for (long i = 0; i < m; ++i)
            count += 2.0 * static_cast<double>(k) * static_cast<double>(n);
    }
};

ModelShape tiny()
{
    ModelShape model;
    model.encoder = {4, 12, 20, 8, 40, 4, 3, false};
    for (const int layer : {1, 3, kOutLayer})
        model.steered.push_back({layer, layer == 3 ? 6 : 5, false});
    model.decoder = {2, 16, 24, 8, 28, 50};
    return model;
}

long framesBelow(int layer)
{
    return layer < 3 ? 20 : 5; // 40 mel frames; pooled by 4 after layer 3
}

void walkEncoderLayer(Walk& walk, int layer, bool gradients)
{
    const long t = framesBelow(layer);
    for (int projection = 0; projection < 4; ++projection)
        walk.weights(t, 12, 12, gradients, false);
    for (int head = 0; head < 3; ++head) { // 3 heads of 4
        walk.activations(t, 4, t, gradients);
        walk.activations(t, t, 4, gradients);
    }
    walk.weights(t, 12, 20, gradients, false);
    walk.weights(t, 20, 12, gradients, false);
}

// 6 query heads and 2 key-value heads of 4, one position after the other.
void walkDecoder(Walk& walk, long before, long added, bool gradients)
{
    for (int layer = 0; layer < 2; ++layer)
        for (long i = 0; i < added; ++i) {
            walk.weights(1, 16, 24, gradients, false);
            walk.weights(1, 16, 8, gradients, false);
            walk.weights(1, 16, 8, gradients, false);
            walk.weights(1, 24, 16, gradients, false);
            for (int head = 0; head < 6; ++head) {
                walk.activations(1, 4, before + i + 1, gradients);
                walk.activations(1, before + i + 1, 4, gradients);
            }
            for (int part = 0; part < 2; ++part)
                walk.weights(1, 16, 28, gradients, false);
            walk.weights(1, 28, 16, gradients, false);
        }
}

} // namespace

TEST_CASE("inference: the same as walking through the products")
{
    const ModelShape model = tiny();
    CHECK(audioPositions(model) == 5);
    const Flops flops = inferenceFlops(model, 7, 4);
    Walk encoder;
    encoder.weights(40, 3 * 8, 12, false, false);
    encoder.weights(20, 3 * 12, 12, false, false);
    for (int l = 0; l < 4; ++l)
        walkEncoderLayer(encoder, l, false);
    CHECK(flops.encoder == encoder.count);
    Walk steering;
    for (const auto& [frames, experts] : {std::pair{20L, 5L}, {5L, 6L}, {5L, 5L}}) {
        steering.weights(frames, 12, experts, false, false);
        steering.weights(frames, experts, 12, false, false);
    }
    CHECK(flops.steering == steering.count);
    CHECK(flops.projection == 2.0 * 5 * 12 * 16);
    Walk prefill;
    walkDecoder(prefill, 0, 12, false);
    prefill.weights(1, 16, 50, false, false);
    CHECK(flops.prefill == prefill.count);
    Walk decode; // 4 tokens answered: 3 of them are read again
    walkDecoder(decode, 12, 3, false);
    decode.weights(3, 16, 50, false, false);
    CHECK(flops.decode == decode.count);
    CHECK(flops.total() == encoder.count + steering.count + 1920.0 + prefill.count + decode.count);
}

TEST_CASE("training: gradients pass frozen layers above the lowest steered one")
{
    const ModelShape model = tiny();
    const Flops flops = trainingFlops(model, 7, 4, /*cached=*/false);
    Walk encoder;
    encoder.weights(40, 3 * 8, 12, false, false);
    encoder.weights(20, 3 * 12, 12, false, false);
    for (int l = 0; l < 4; ++l)
        walkEncoderLayer(encoder, l, l > 1);
    CHECK(flops.encoder == encoder.count);
    Walk steering;
    bool below = false; // is anything trained below this router?
    for (const auto& [frames, experts] : {std::pair{20L, 5L}, {5L, 6L}, {5L, 5L}}) {
        steering.weights(frames, 12, experts, below, true);
        steering.weights(frames, experts, 12, true, true);
        below = true;
    }
    CHECK(flops.steering == steering.count);
    CHECK(flops.projection == 3.0 * 2.0 * 5 * 12 * 16);
    Walk llm;
    walkDecoder(llm, 0, 5 + 7 + 4, true);
    llm.weights(4, 16, 50, true, false);
    CHECK(flops.prefill == llm.count);
    CHECK(flops.decode == 0.0);

    Walk above; // layers 1 and 2 and the convolutions come from the disk
    for (int l = 2; l < 4; ++l)
        walkEncoderLayer(above, l, true);
    CHECK(trainingFlops(model, 7, 4, /*cached=*/true).encoder == above.count);
}

TEST_CASE("steering after the encoder, or none: the cached encoder costs nothing")
{
    ModelShape model = tiny();
    model.steered = {{kOutLayer, 5, false}};
    CHECK(trainingFlops(model, 7, 4, true).encoder == 0.0);
    CHECK(trainingFlops(model, 7, 4, false).encoder == inferenceFlops(model, 7, 4).encoder);
    CHECK(trainingFlops(model, 7, 4, true).steering == (2.0 + 3.0) * 2.0 * 5 * 12 * 5);
    model.steered.clear();
    CHECK(trainingFlops(model, 7, 4, true).steering == 0.0);
    CHECK(trainingFlops(model, 7, 4, true).projection
        == 2.0 * 2.0 * 5 * 12 * 16); // its input needs no gradient
}

TEST_CASE("the reshape bridge joins frames instead of pooling them")
{
    ModelShape model = tiny();
    model.encoder = {4, 12, 20, 8, 46, 4, 0, true}; // 23 frames: 5 groups of 4, 3 are cut off
    CHECK(audioPositions(model) == 5);
    CHECK(inferenceFlops(model, 7, 4).projection == 2.0 * 5 * 48 * 16);
    model.maxPromptTokens = 3;
    CHECK(audioPositions(model) == 3);
}

TEST_CASE("two operations a weight and position, attention aside")
{
    // Whisper-large-v3's encoder: 32 layers of 1280, published as 637 M parameters, 1500 x 1280 of them
    // position embeddings. Without the quadratic part of attention a forward pass is 2 x weights x frames.
    ModelShape model;
    model.encoder = {32, 1280, 5120, 128, 3000, 1, 0, false};
    const double attention = 32.0 * 4.0 * 1500.0 * 1500.0 * 1280.0;
    const double weights = (inferenceFlops(model, 0, 0).encoder - attention) / (2.0 * 1500.0);
    CHECK(weights == doctest::Approx(637e6 - 1500 * 1280).epsilon(0.005));

    // Qwen2.5-7B: 7.61 B parameters, 6.53 B of them not embeddings (its model card).
    model.decoder = {28, 3584, 3584, 512, 18944, 152064};
    const double positions = 100.0;
    const double causal = 28.0 * 2.0 * positions * (positions + 1.0) * 3584.0;
    ModelShape text = model;
    text.encoder = {};
    const double llm = inferenceFlops(text, 100, 1).prefill - causal - 2.0 * 3584.0 * 152064.0;
    CHECK(llm / (2.0 * positions) == doctest::Approx(6.53e9).epsilon(0.005));
}

TEST_CASE("trained parameters, counted apart")
{
    ModelShape model = tiny();
    const TrainedParameters counts = trainedParameters(model);
    CHECK(counts.vectors == (5 + 6 + 5) * 12);
    CHECK(counts.routers == (5 + 6 + 5) * 13);
    CHECK(counts.scales == 2); // none after the encoder
    CHECK(counts.projection == 13 * 16);
    CHECK(counts.total() == counts.vectors + counts.routers + counts.scales + counts.projection);

    model.steered = {{0, 8, true}, {1, 8, true}, {2, 8, true}, {3, 8, true}};
    CHECK(trainedParameters(model).routers == 8 * 13 + 4 * 64); // one router, a matrix a layer
    CHECK(inferenceFlops(model, 1, 1).steering
        == 3 * (4.0 * 20 * 12 * 8 + 2.0 * 20 * 64) + (4.0 * 5 * 12 * 8 + 2.0 * 5 * 64));
    model.projection = false;
    CHECK(trainedParameters(model).projection == 0);
    CHECK(inferenceFlops(model, 1, 1).projection == 0.0);
}

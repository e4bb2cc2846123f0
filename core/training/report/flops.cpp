// SPDX-License-Identifier: MIT
#include "core/training/report/flops.h"

#include "core/base/gating_trace.h"

#include <algorithm>
#include <cmath>

namespace steerscope::report {
namespace {

double product(double m, double k, double n)
{
    return 2.0 * m * k * n;
}

// Weights and attention apart: their backward passes cost differently.
struct LayerFlops {
    double weights = 0.0;
    double attention = 0.0;

    double forward() const { return weights + attention; }
    double backwardFrozen() const { return weights + 2.0 * attention; }
};

// Frames seen by encoder layer l, from 0.
int framesAt(const EncoderShape& encoder, int layer)
{
    const int frames = encoder.melFrames / 2;
    const bool pooled = encoder.poolAfter > 0 && layer >= encoder.poolAfter;
    return pooled ? (frames + encoder.poolKernel - 1) / encoder.poolKernel : frames;
}

LayerFlops encoderLayer(const EncoderShape& encoder, int layer)
{
    const double frames = framesAt(encoder, layer);
    const double width = encoder.width;
    return {4.0 * product(frames, width, width) // query, key, value, output
            + 2.0 * product(frames, width, encoder.ffn), // fc1, fc2
        2.0 * product(frames, width, frames)}; // Q K^T and A V, all heads together
}

double convolutions(const EncoderShape& encoder) // kernels of 3
{
    return product(encoder.melFrames, 3.0 * encoder.mels, encoder.width)
        + product(encoder.melFrames / 2, 3.0 * encoder.width, encoder.width);
}

// Router (and layer matrix) and the mixture of vectors.
double steeringForward(const ModelShape& model, const SteeredShape& steered)
{
    const EncoderShape& encoder = model.encoder;
    const double frames = framesAt(encoder, steered.layer == kOutLayer ? encoder.layers : steered.layer);
    return 2.0 * product(frames, encoder.width, steered.experts)
        + (steered.layerMatrix ? product(frames, steered.experts, steered.experts) : 0.0);
}

double projectionForward(const ModelShape& model)
{
    const EncoderShape& encoder = model.encoder;
    const double width = encoder.reshape ? encoder.width * encoder.poolKernel : encoder.width;
    return model.projection ? product(audioPositions(model), width, model.decoder.width) : 0.0;
}

// LLM layers over `added` positions after `before` others; position i attends to before + i + 1.
LayerFlops decoderLayer(const DecoderShape& llm, double before, double added)
{
    const double attended = added * before + added * (added + 1.0) / 2.0;
    return {2.0 * product(added, llm.width, llm.queryWidth) // query, output
            + 2.0 * product(added, llm.width, llm.keyValueWidth) // key, value
            + 3.0 * product(added, llm.width, llm.intermediate), // gate, up, down
        2.0 * product(attended, llm.queryWidth, 1.0)};
}

double head(const DecoderShape& llm, double positions)
{
    return llm.layers > 0 ? product(positions, llm.width, llm.vocabulary) : 0.0;
}

int lowestSteered(const ModelShape& model)
{
    if (model.steered.empty())
        return model.encoder.layers;
    const int layer = model.steered.front().layer;
    return layer == kOutLayer ? model.encoder.layers : layer;
}

} // namespace

int audioPositions(const ModelShape& model)
{
    const EncoderShape& encoder = model.encoder;
    const int frames = framesAt(encoder, encoder.layers);
    return std::min(encoder.reshape ? frames / encoder.poolKernel : frames, model.maxPromptTokens);
}

Flops inferenceFlops(const ModelShape& model, int promptTokens, int answerTokens)
{
    Flops flops;
    flops.encoder = convolutions(model.encoder);
    for (int l = 0; l < model.encoder.layers; ++l)
        flops.encoder += encoderLayer(model.encoder, l).forward();
    for (const SteeredShape& steered : model.steered)
        flops.steering += steeringForward(model, steered);
    if (model.decoder.layers == 0)
        return flops;
    flops.projection = projectionForward(model);
    const double prompt = audioPositions(model) + promptTokens;
    flops.prefill = model.decoder.layers * decoderLayer(model.decoder, 0.0, prompt).forward()
        + head(model.decoder, 1.0);
    const double fed = std::max(0, answerTokens - 1); // the last token answered is not read again
    flops.decode = model.decoder.layers * decoderLayer(model.decoder, prompt, fed).forward()
        + head(model.decoder, fed);
    return flops;
}

Flops trainingFlops(const ModelShape& model, int promptTokens, int answerTokens, bool cached)
{
    Flops flops;
    const int lowest = lowestSteered(model);
    flops.encoder = cached ? 0.0 : convolutions(model.encoder);
    for (int l = 0; l < model.encoder.layers; ++l) {
        const LayerFlops layer = encoderLayer(model.encoder, l);
        if (l > lowest)
            flops.encoder += layer.forward() + layer.backwardFrozen();
        else if (!cached)
            flops.encoder += layer.forward();
    }
    for (const SteeredShape& steered : model.steered)
        flops.steering += 3.0 * steeringForward(model, steered);
    if (!model.steered.empty()) // nothing is trained below the lowest router: its input needs no gradient
        flops.steering
            -= product(framesAt(model.encoder, lowest), model.encoder.width, model.steered.front().experts);
    flops.projection = (model.steered.empty() ? 2.0 : 3.0) * projectionForward(model);
    const double positions = audioPositions(model) + promptTokens + answerTokens;
    const LayerFlops layer = decoderLayer(model.decoder, 0.0, positions);
    flops.prefill = model.decoder.layers * (layer.forward() + layer.backwardFrozen())
        + 2.0 * head(model.decoder, answerTokens);
    return flops;
}

TrainedParameters trainedParameters(const ModelShape& model)
{
    TrainedParameters counts;
    const std::int64_t width = model.encoder.width;
    bool shared = false;
    for (const SteeredShape& steered : model.steered) {
        const std::int64_t experts = steered.experts;
        counts.vectors += experts * width;
        counts.routers += steered.layerMatrix ? experts * experts : experts * (width + 1);
        counts.scales += steered.layer == kOutLayer ? 0 : 1;
        shared = shared || steered.layerMatrix;
    }
    if (shared) // one router for all layers
        counts.routers += model.steered.front().experts * (width + 1);
    if (model.projection) {
        const std::int64_t in = model.encoder.reshape ? width * model.encoder.poolKernel : width;
        counts.projection = (in + 1) * model.decoder.width;
    }
    return counts;
}

} // namespace steerscope::report

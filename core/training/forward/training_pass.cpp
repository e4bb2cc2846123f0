// SPDX-License-Identifier: MIT
#include "core/training/forward/training_pass_p.h"

#include "core/model/encoder/encoder_layer_p.h"
#include "core/model/encoder/pooling_p.h"
#include "core/training/forward/checkpointed_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/rand.h>

#include <algorithm>

namespace steerscope {

namespace {

// h + what the layer adds, thinned.
at::Tensor regularized(const at::Tensor& h, const at::Tensor& after, const PassOptions& options)
{
    if (options.dropout <= 0.0)
        return after;
    const double kept = 1.0 - options.dropout;
    // Drawn on the CPU, whose generator it is, so that a device draws the same.
    const at::Tensor mask = at::empty(h.sizes(), h.options().device(at::kCPU).requires_grad(false))
                                .bernoulli_(kept, options.generator);
    return h + (after - h) * (mask / kept).to(h.device());
}

bool dropsLayer(const PassOptions& options)
{
    if (options.layerDrop <= 0.0)
        return false;
    return at::rand({1}, options.generator, at::kFloat).item<double>() < options.layerDrop;
}

at::Tensor layer(const SteeredEncoder& model, int l, const at::Tensor& h, const PassOptions& options)
{
    if (dropsLayer(options))
        return h;
    const EncoderLayerWeights& weights = model.encoder.layers[l];
    const int heads = model.encoder.config.heads;
    const at::Tensor after = options.checkpointing
        ? checkpointed([weights, heads](const at::Tensor& x) { return encoderLayer(weights, heads, x); }, h)
        : encoderLayer(weights, heads, h, options.stop);
    return regularized(h, after, options);
}

} // namespace

int firstSteeredSlot(const SteeringWeights& steering, int depth)
{
    return steering.rows.empty() ? depth : slotOf(steering.rows.front().layer, depth);
}

at::Tensor layersOnly(const SteeredEncoder& model, const at::Tensor& logMel)
{
    at::Tensor h = convStem(model.encoder, logMel);
    for (int l = 0; l < model.depth(); ++l) {
        h = encoderLayer(model.encoder.layers[l], model.encoder.config.heads, h);
        if (model.pooling.position == l + 1)
            h = poolFrames(h, model.pooling);
    }
    return h;
}

EncoderTrainingPass trainingPass(
    const SteeredEncoder& model, const at::Tensor& input, int firstSlot, const PassOptions& options)
{
    const int depth = model.depth();
    EncoderTrainingPass pass;
    auto row = model.steering.rows.begin();
    const auto steerSlot = [&](int slot, const at::Tensor& h) {
        if (row == model.steering.rows.end() || slotOf(row->layer, depth) != slot)
            return h;
        const at::Tensor gates = routerGates(*row, h, /*temperature=*/1.0);
        pass.gates.push_back(gates);
        return addSteering(*row++, h, gates, /*scale=*/1.0); // the vectors carry it (trainable_steering_p.h)
    };

    at::Tensor h = firstSlot < 0 ? convStem(model.encoder, input) : input;
    for (int l = std::max(firstSlot, 0); l < depth; ++l) {
        options.stop.throwIfStopped();
        if (l != firstSlot)
            h = layer(model, l, h, options);
        h = steerSlot(l, h);
        if (model.pooling.position == l + 1)
            h = poolFrames(h, model.pooling);
    }
    if (firstSlot != depth)
        h = finalNorm(model.encoder, h);
    pass.hidden = h;
    h = steerSlot(depth, h);
    pass.output = model.pooling.kind == PoolingKind::Reshape ? joinFrames(h, model.pooling.kernel) : h;
    return pass;
}

} // namespace steerscope

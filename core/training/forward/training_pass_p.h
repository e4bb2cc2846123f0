// SPDX-License-Identifier: MIT
// The forward pass of training: the layers, steering and bridges of inference (core/model), with autograd
// through them, and what only training has: dropout, skipped layers, activation checkpointing.
#pragma once

#include "core/model/steered_encoder_p.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <vector>

namespace steerscope {

struct PassOptions {
    double dropout = 0.0; // of what a layer adds to the residual stream
    double layerDrop = 0.0; // probability that a layer adds nothing
    bool checkpointing = false; // layers keep only their input and run again in the backward pass
    at::Generator generator; // of both; must be defined where they are not 0
    StopFlag stop;
};

struct EncoderTrainingPass {
    at::Tensor output; // [B, P, outputWidth]
    std::vector<at::Tensor> gates; // of each steered row, [B, T_l, E] float32
    at::Tensor
        hidden; // [B, T, D] after the final norm, before steering after the encoder and the reshape bridge
};

// h: the log-mel [B, mels, 2T] where firstSlot is -1; else what slot firstSlot gives before its steering, [B,
// T_l, D] (steered_encoder_p.h: slot l is encoder layer l, slot L the final norm).
EncoderTrainingPass trainingPass(
    const SteeredEncoder& model, const at::Tensor& h, int firstSlot, const PassOptions& options);

// The stem and all layers of a model without steering, pooled where it says, before the final norm. logMel
// [B, mels, 2T] -> [B, T, D].
at::Tensor layersOnly(const SteeredEncoder& model, const at::Tensor& logMel);

// The lowest slot with steering: what is below is frozen and the same in every step. L for post-encoder and
// static.
int firstSteeredSlot(const SteeringWeights& steering, int depth);

} // namespace steerscope

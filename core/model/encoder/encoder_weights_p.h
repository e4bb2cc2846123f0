// SPDX-License-Identifier: MIT
// The frozen Whisper encoder's weights: immutable after loading, shared by all runs.
#pragma once

#include "core/base/stop_flag.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/model/checkpoint/weight_loader_p.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace steerscope {

struct NormWeights {
    at::Tensor weight, bias; // [D]
};

struct LinearWeights {
    at::Tensor weight; // [out, in]
    at::Tensor bias; // [out]
};

struct EncoderLayerWeights {
    NormWeights attentionNorm;
    LinearWeights qkv; // [3D, D]: q, k, v in one product; k's bias is 0
    LinearWeights out; // [D, D]
    NormWeights mlpNorm;
    LinearWeights fc1; // [F, D]
    LinearWeights fc2; // [D, F]
};

struct EncoderWeights {
    EncoderConfig config;
    LinearWeights conv1; // [D, mels, 3]
    LinearWeights conv2; // [D, D, 3]
    at::Tensor positions; // [positions, D]
    std::vector<EncoderLayerWeights> layers;
    NormWeights finalNorm;
};

// loader: the tensors of encoderTensors(), bare names. Throws Failure(Model) for a missing or wrongly shaped
// tensor.
EncoderWeights loadEncoder(const EncoderConfig& config, WeightLoader& loader, const ProgressFn& progress = {},
    const StopFlag& stop = {});

} // namespace steerscope

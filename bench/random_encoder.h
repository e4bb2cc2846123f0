// SPDX-License-Identifier: MIT
// An encoder with random weights of a given shape, for timing: no file is needed.
#pragma once

#include "core/model/steered_encoder_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

namespace steerscope::bench {

inline LinearWeights randomLinear(std::vector<std::int64_t> shape, at::ScalarType dtype)
{
    const auto out = shape[0];
    return {(at::randn(shape) * 0.02).to(dtype), at::zeros({out}, dtype)};
}

inline SteeredEncoder randomEncoder(EncoderConfig config, int experts, at::ScalarType dtype)
{
    const std::int64_t d = config.width;
    const auto norm = [&] { return NormWeights{(at::zeros({d}) + 1.0).to(dtype), at::zeros({d}, dtype)}; };
    SteeredEncoder model;
    model.encoder.config = config;
    model.encoder.conv1 = randomLinear({d, config.mels, 3}, dtype);
    model.encoder.conv2 = randomLinear({d, d, 3}, dtype);
    model.encoder.positions = (at::randn({config.positions, d}) * 0.1).to(dtype);
    model.encoder.finalNorm = norm();
    for (int l = 0; l < config.layers; ++l) {
        model.encoder.layers.push_back({norm(), randomLinear({3 * d, d}, dtype), randomLinear({d, d}, dtype),
            norm(), randomLinear({config.ffn, d}, dtype), randomLinear({d, config.ffn}, dtype)});
        if (experts > 0) {
            const LinearWeights router = randomLinear({experts, d}, dtype);
            LayerSteering row;
            row.layer = l;
            row.vectors = (at::randn({experts, d}) * 0.01).to(dtype);
            row.routerWeight = router.weight;
            row.routerBias = router.bias;
            row.scale = 0.1;
            model.steering.rows.push_back(std::move(row));
        }
    }
    return model;
}

inline EncoderConfig whisperSmall()
{
    EncoderConfig config;
    config.layers = 12;
    config.width = 768;
    config.heads = 12;
    config.ffn = 3072;
    config.mels = 80;
    config.positions = 1500;
    return config;
}

} // namespace steerscope::bench

// SPDX-License-Identifier: MIT
#include "core/model/encoder/encoder_layer_p.h"

#include "core/model/encoder/attention_p.h"
#include "core/model/shapes_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>

namespace steerscope {

namespace {

constexpr double kNormEpsilon = 1e-5; // Whisper's, fixed

at::Tensor norm(const NormWeights& weights, const at::Tensor& h)
{
    return at::layer_norm(h, {h.size(-1)}, weights.weight, weights.bias, kNormEpsilon);
}

at::Tensor linear(const LinearWeights& weights, const at::Tensor& h)
{
    return at::linear(h, weights.weight, weights.bias);
}

} // namespace

at::Tensor convStem(const EncoderWeights& weights, const at::Tensor& logMel)
{
    const EncoderConfig& config = weights.config;
    expectShape(logMel, {-1, config.mels, -1}, "log-mel");
    const at::Tensor wide
        = at::gelu(at::conv1d(logMel, weights.conv1.weight, weights.conv1.bias, /*stride=*/1, /*padding=*/1));
    const at::Tensor half
        = at::gelu(at::conv1d(wide, weights.conv2.weight, weights.conv2.bias, /*stride=*/2, /*padding=*/1));
    const at::Tensor frames = half.transpose(1, 2); // [B, T, D]
    expectShape(frames, {-1, -1, config.width}, "convolved log-mel");
    return (frames + weights.positions.narrow(0, 0, frames.size(1))).contiguous();
}

at::Tensor encoderLayer(
    const EncoderLayerWeights& weights, int heads, const at::Tensor& h, const StopFlag& stop)
{
    const at::Tensor qkv = linear(weights.qkv, norm(weights.attentionNorm, h)); // [B, T, 3D]
    stop.throwIfStopped();
    const at::Tensor attended = h + linear(weights.out, selfAttention(qkv, heads, stop));
    stop.throwIfStopped();
    const at::Tensor inner = linear(weights.fc1, norm(weights.mlpNorm, attended)); // [B, T, F]
    stop.throwIfStopped();
    return attended + linear(weights.fc2, at::gelu(inner));
}

at::Tensor finalNorm(const EncoderWeights& weights, const at::Tensor& h)
{
    return norm(weights.finalNorm, h);
}

} // namespace steerscope

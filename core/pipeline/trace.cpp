// SPDX-License-Identifier: MIT
#include "core/pipeline/trace_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/matmul.h>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

// All gates, then norms, of all rows, flat, in one transfer.
at::Tensor toHost(const std::vector<SteeringRecord>& records)
{
    std::vector<at::Tensor> flat;
    for (const SteeringRecord& record : records) {
        flat.push_back(record.gates.flatten());
        flat.push_back(record.norms.flatten());
    }
    return at::cat(flat).to(at::kCPU);
}

std::vector<float> values(const at::Tensor& tensor)
{
    const at::Tensor flat = tensor.contiguous();
    return {flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel()};
}

// |a V| from the Gram matrix: sqrt(a G a^T) for each row of a [T, E].
at::Tensor mixtureNorm(const at::Tensor& a, const at::Tensor& gram)
{
    return (at::matmul(a, gram) * a).sum(-1).clamp_min(0.0).sqrt();
}

// applied [T, E], norms [T]
void addPushes(
    LayerTrace& trace, const LayerSteering& row, const at::Tensor& applied, const at::Tensor& norms)
{
    const at::Tensor gram
        = at::from_blob(const_cast<float*>(row.gram.data()), {row.experts(), row.experts()}, at::kFloat);
    const at::Tensor mean
        = applied.narrow(0, 0, std::max(1, trace.countedFrames)).mean(0, /*keepdim=*/true); // [1, E]
    const at::Tensor unit = std::abs(trace.effectiveScale) / norms.clamp_min(1e-20);
    trace.push = values(mixtureNorm(applied, gram) * unit);
    trace.pushConstant = values(mixtureNorm(mean, gram) * unit);
    trace.pushRouted = values(mixtureNorm(applied - mean, gram) * unit);
}

// Frames that carry audio; a last frame that is partly audio counts.
int countedFrames(double audioSeconds, double frameSeconds, int frames)
{
    const int full = static_cast<int>(std::ceil(audioSeconds / frameSeconds - 1e-6));
    return std::clamp(full, 1, frames);
}

} // namespace

GatingTrace makeTrace(const SteeredEncoder& model, const std::vector<SteeringRecord>& records,
    const SteeringSettings& settings, const HeldTensors& held, int window, const WindowSpan& span)
{
    GatingTrace trace{window, span.start, span.end, {}};
    if (records.empty())
        return trace;
    const EncoderConfig& config = model.encoder.config;
    const double baseSeconds = 2.0 * config.hop / config.sampleRate;
    const int baseFrames = config.melFrames() / 2;
    const at::Tensor host = toHost(records);
    std::int64_t offset = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const LayerSteering& row = model.steering.rows[i];
        LayerTrace layer;
        layer.layer = row.layer;
        layer.experts = row.experts();
        layer.frames = static_cast<int>(records[i].gates.size(1));
        layer.frameSeconds = layer.frames == baseFrames ? baseSeconds : baseSeconds * model.pooling.kernel;
        layer.countedFrames = countedFrames(span.end - span.start, layer.frameSeconds, layer.frames);
        layer.trainedScale = row.scale;
        layer.effectiveScale = settings.effectiveScale(row.layer, row.scale);
        layer.meanVectorNorm = row.meanVectorNorm;
        const std::int64_t cells = std::int64_t{layer.frames} * layer.experts;
        const at::Tensor gates = host.narrow(0, offset, cells).view({layer.frames, layer.experts});
        const at::Tensor norms = host.narrow(0, offset + cells, layer.frames);
        offset += cells + layer.frames;
        layer.gates = values(gates);
        const auto given = held.find(row.layer);
        addPushes(layer, row,
            given == held.end() ? appliedGates(gates, settings.layer(row.layer))
                                : given->second[0].to(at::kCPU),
            norms);
        trace.layers.push_back(std::move(layer));
    }
    return trace;
}

} // namespace steerscope

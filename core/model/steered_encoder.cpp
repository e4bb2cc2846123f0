// SPDX-License-Identifier: MIT
#include "core/model/steered_encoder_p.h"

#include "core/base/gating_trace.h"
#include "core/model/encoder/encoder_layer_p.h"
#include "core/model/encoder/pooling_p.h"

#include <algorithm>

namespace steerscope {

namespace {

bool sameSteering(const LayerSteering& row, const SteeringSettings& a, const SteeringSettings& b)
{
    LayerSettings left = a.layer(row.layer);
    LayerSettings right = b.layer(row.layer);
    // Scale, bypass and master act through the effective scale alone.
    left.multiplier = right.multiplier = 1.0;
    left.absolute = right.absolute = std::nullopt;
    return left == right && a.effectiveScale(row.layer, row.scale) == b.effectiveScale(row.layer, row.scale);
}

// The slot to start from: the highest kept one not above the first change; -1: from the log-mel.
int resumeSlot(const SteeredEncoder& model, const SteeringSettings& settings, const EncoderTape& tape,
    const HeldTensors& held)
{
    if (tape.empty())
        return -1;
    int slot = std::min(firstChangedSlot(model, tape.settings, settings), model.depth());
    for (const auto& [layer, gates] : held)
        slot = std::min(slot, slotOf(layer, model.depth()));
    while (slot >= 0 && !tape.beforeSteering[slot].defined())
        --slot;
    return slot;
}

bool nothingChanged(const SteeredEncoder& model, const SteeringSettings& settings, const EncoderTape& tape,
    const HeldTensors& held)
{
    return !tape.empty() && held.empty() && firstChangedSlot(model, tape.settings, settings) > model.depth();
}

} // namespace

int SteeredEncoder::outputWidth() const
{
    return encoder.config.width * (pooling.kind == PoolingKind::Reshape ? pooling.kernel : 1);
}

int slotOf(int layer, int depth)
{
    return layer == kOutLayer ? depth : layer;
}

std::int64_t EncoderTape::bytes() const
{
    std::size_t sum = output.defined() ? output.nbytes() : 0;
    for (const at::Tensor& tensor : beforeSteering)
        sum += tensor.defined() ? tensor.nbytes() : 0;
    for (const SteeringRecord& record : records)
        sum += record.gates.nbytes() + record.norms.nbytes();
    return static_cast<std::int64_t>(sum);
}

int firstChangedSlot(
    const SteeredEncoder& model, const SteeringSettings& before, const SteeringSettings& after)
{
    for (const LayerSteering& row : model.steering.rows)
        if (!sameSteering(row, before, after))
            return slotOf(row.layer, model.depth());
    return model.depth() + 1;
}

bool needsLogMel(const SteeredEncoder& model, const SteeringSettings& settings, const EncoderTape& tape,
    const HeldTensors& held)
{
    return !nothingChanged(model, settings, tape, held) && resumeSlot(model, settings, tape, held) < 0;
}

EncoderPass runEncoder(const SteeredEncoder& model, const at::Tensor& logMel,
    const SteeringSettings& settings, EncoderTape& tape, const EncoderPassOptions& options)
{
    const int depth = model.depth();
    if (nothingChanged(model, settings, tape, options.held)) {
        tape.settings = settings;
        return {tape.output, tape.records, depth};
    }
    const int resume = resumeSlot(model, settings, tape, options.held);
    EncoderTape next;
    next.settings = settings;
    next.beforeSteering.resize(depth + 1);

    // Keeps a slot's output, or takes it from the last pass where that is still valid.
    const auto keep = [&](int slot, const at::Tensor& h) {
        const bool wanted = options.keepEvery > 0 && (slot % options.keepEvery == 0 || slot == depth);
        if (wanted)
            next.beforeSteering[slot] = h;
    };
    std::size_t row = 0;
    const auto& rows = model.steering.rows;
    const auto steerSlot = [&](int slot, at::Tensor h) {
        if (row < rows.size() && slotOf(rows[row].layer, depth) == slot) {
            const auto held = options.held.find(rows[row].layer);
            h = steer(rows[row++], h, settings, next.records.emplace_back(),
                held == options.held.end() ? nullptr : &held->second);
        }
        return h;
    };
    for (int slot = 0; slot < resume; ++slot) {
        next.beforeSteering[slot] = tape.beforeSteering[slot];
        if (row < rows.size() && slotOf(rows[row].layer, depth) == slot)
            next.records.push_back(tape.records[row++]);
    }

    at::Tensor h = resume < 0 ? convStem(model.encoder, logMel) : tape.beforeSteering[resume];
    const int first = std::max(resume, 0);
    for (int l = first; l < depth; ++l) {
        options.stop.throwIfStopped();
        if (l != resume)
            h = encoderLayer(model.encoder.layers[l], model.encoder.config.heads, h, options.stop);
        keep(l, h);
        h = steerSlot(l, h);
        if (model.pooling.position == l + 1)
            h = poolFrames(h, model.pooling);
        if (options.progress)
            options.progress("encoding", (l + 1.0) / depth);
    }
    if (resume != depth)
        h = finalNorm(model.encoder, h);
    keep(depth, h);
    h = steerSlot(depth, h);
    if (model.pooling.kind == PoolingKind::Reshape)
        h = joinFrames(h, model.pooling.kernel);

    next.output = h;
    const int firstRun = resume < 0 ? 0 : std::min(resume + 1, depth);
    EncoderPass pass{next.output, next.records, firstRun};
    if (options.held.empty())
        tape = std::move(next);
    return pass;
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// The encoder with its steering, able to start again at any layer from what an earlier pass left behind.
#pragma once

#include "core/model/encoder/encoder_weights_p.h"
#include "core/model/steering/steer_p.h"

#include <map>
#include <vector>

namespace steerscope {

struct SteeredEncoder {
    EncoderWeights encoder;
    SteeringWeights steering;
    Pooling pooling;

    int depth() const { return static_cast<int>(encoder.layers.size()); }
    int outputWidth() const; // D, or kernel*D after the reshape bridge
};

// Slots of a pass: encoder layer l is slot l, the steering after the encoder is slot L.
int slotOf(int layer, int depth);

// What a pass leaves behind for the next one over the same audio. Tensors of slots that were not kept are
// undefined.
struct EncoderTape {
    SteeringSettings settings; // the pass was made under
    std::vector<at::Tensor> beforeSteering; // [L + 1] of [1, T, D]: output of each slot before its steering
    std::vector<SteeringRecord> records; // one a steered row
    at::Tensor output; // [1, P, outputWidth]

    bool empty() const { return !output.defined(); }
    std::int64_t bytes() const;
};

// The first slot whose steering differs between two settings; L + 1 if none does. Everything below it, and
// the output of the slot itself before its steering, is the same under both.
int firstChangedSlot(
    const SteeredEncoder& model, const SteeringSettings& before, const SteeringSettings& after);

struct EncoderPass {
    at::Tensor output; // [1, P, outputWidth]
    std::vector<SteeringRecord> records; // one a steered row
    int firstLayerRun = 0; // encoder layers below were taken from the tape; L: none was run
};

// Applied gates [1, T, E] float32 that stand whatever the router says, by layer.
using HeldTensors = std::map<int, at::Tensor>;

struct EncoderPassOptions {
    int keepEvery = 1; // the tape keeps every n-th slot, to fit a budget; 0: none
    ProgressFn progress;
    StopFlag stop;
    HeldTensors held = {};
};

// logMel [1, mels, 2T] in the model's dtype on its device; it is not touched when the tape covers enough (may
// then be undefined). The tape is replaced by this pass's; it stays as it was when the pass is stopped, fails
// or holds gates.
EncoderPass runEncoder(const SteeredEncoder& model, const at::Tensor& logMel,
    const SteeringSettings& settings, EncoderTape& tape, const EncoderPassOptions& options = {});

// Whether runEncoder would need the log-mel.
bool needsLogMel(const SteeredEncoder& model, const SteeringSettings& settings, const EncoderTape& tape,
    const HeldTensors& held = {});

} // namespace steerscope

// SPDX-License-Identifier: MIT
// Everything a bundle holds, ready to compute; immutable after loading.
#pragma once

#include "core/audio/log_mel.h"
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/ctc_reader.h"
#include "core/model/decoder/decoder_p.h"
#include "core/model/projection/projection_p.h"
#include "core/model/steered_encoder_p.h"
#include "core/pipeline/transcriber.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <optional>

namespace steerscope {

struct LoadedModel {
    Bundle bundle;
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
    SteeredEncoder encoder;
    Projection projection;
    std::shared_ptr<const Decoder> decoder; // null for a bare encoder
    std::shared_ptr<const Tokenizer> tokenizer; // null for a bare encoder
    std::unique_ptr<const LogMel> logMel;
    std::optional<CtcReader> ctc; // finds words in the encoder's output
    ModelInfo info;
};

// Throws Failure: Model, Input, Device, OutOfMemory (with needed and free bytes), Cancelled.
LoadedModel loadModel(const LoadOptions& options, const ProgressFn& progress, const StopFlag& stop);

} // namespace steerscope

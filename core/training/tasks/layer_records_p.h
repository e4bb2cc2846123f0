// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/parameters/trainable_steering_p.h"
#include "core/training/trainer/log_records.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace steerscope {

// What the log says of each steered row: its state and the figures of its gates [B, T_l, E] over the frames
// that carry audio. melFrames: those of each item, of `frames` mel frames in the padded batch.
std::vector<LayerRecord> layerRecords(const std::vector<RowState>& rows, const std::vector<at::Tensor>& gates,
    const std::vector<int>& melFrames, int frames);

} // namespace steerscope

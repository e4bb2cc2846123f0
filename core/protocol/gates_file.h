// SPDX-License-Identifier: MIT
// Gates of a run as files for other tools.
#pragma once

#include "core/base/gating_trace.h"

#include <filesystem>
#include <vector>

namespace steerscope {

// `gates.N` [T, E] float32 for each steered layer, N counted from 0 as tensor names do, and `gates.0` for
// steering after the encoder (`gates.out` if the first encoder layer is steered too); the frames of all audio
// windows one after the other, padding included. Beside each, `push.N`, `push_constant.N` and `push_routed.N`
// [T], and in the metadata the seconds of a frame, the scales, and where each window begins. Both writers
// throw Failure(Output) when the file cannot be written (nothing half-written stays), Failure(Usage) when
// there are no gates.
void writeGatesSafetensors(const std::filesystem::path& file, const std::vector<GatingTrace>& traces);

// A line a layer and frame: window,layer,frame,seconds,counted,push,expert_1..expert_E. Layers and experts
// count from 1
// ("out" after the encoder), frames from 0 in their window, seconds in the recording; counted is 0 for
// padding. A layer with fewer experts than others leaves the last columns empty.
void writeGatesCsv(const std::filesystem::path& file, const std::vector<GatingTrace>& traces);

} // namespace steerscope

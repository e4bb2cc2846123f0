// SPDX-License-Identifier: MIT
#pragma once

#include "core/audio/audio_file.h"
#include "core/base/model_info.h"
#include "core/base/run.h"
#include "core/base/steering_settings.h"

#include <nlohmann/json_fwd.hpp>

namespace steerscope::cli {

// The object of `transcribe --format json` (docs/command-line.md).
nlohmann::ordered_json transcriptJson(const AudioFileInfo& audio, const RunResult& result,
    const ModelInfo& model, double loadSeconds, const SteeringSettings& settings);

} // namespace steerscope::cli

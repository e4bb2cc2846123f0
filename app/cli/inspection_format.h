// SPDX-License-Identifier: MIT
// What `inspect` says about a model or a recording. Layers count from 1.
#pragma once

#include "core/audio/audio_file.h"
#include "core/base/model_info.h"

#include <string>
#include <vector>

namespace steerscope::cli {

std::string modelTable(const ModelInfo& info, const std::vector<std::string>& problems);
std::string modelJson(const ModelInfo& info, const std::vector<std::string>& problems);
std::string audioTable(const AudioFileInfo& info);
std::string audioJson(const AudioFileInfo& info);

} // namespace steerscope::cli

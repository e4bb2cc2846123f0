// SPDX-License-Identifier: MIT
// The options that turn the steering, as typed. Layers and experts count from 1, "out" is the steering after
// the encoder: "3=0.5", "17-24=0.5,out=0", "3:2".
#pragma once

#include "core/base/steering_settings.h"

#include <optional>
#include <string>
#include <vector>

namespace steerscope::cli {

struct SteeringOptions {
    std::string file; // saved SteeringSettings; "-" is stdin, empty: as trained
    bool off = false;
    std::optional<double> scale;
    std::vector<std::string> layerScale; // LAYERS=X[,...]
    std::vector<std::string> layerAbsolute;
    std::vector<std::string> temperature;
    std::vector<std::string> mute; // LAYER:EXPERT[,...]
    std::vector<std::string> solo;
    std::vector<std::string> force;
};

// The file's settings with the options on top; layers named are kept even where they end as trained, so that
// validate() sees them. Throws Failure(Usage) with the text that is not understood,
// Failure(Input) when the file cannot be read.
SteeringSettings steeringSettings(const SteeringOptions& options);

// "3", "out" or "17-24", from 0. Throws Failure(Usage) naming the option.
std::vector<int> layersFromText(const char* option, const std::string& text);

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
// SteeringSettings as the JSON of docs/steering-and-analysis.md, the one text form for files, presets and the
// wire.
//
//     {"version": 1, "bypass": false, "master": 1.0, "layers": {"3": {"multiplier": 0.5, "temperature": 1.0,
//      "mute": [2], "solo": [], "force": null}, "out": {"absolute": 0.2}}, "ranges": []}
//
// People read and type this: layers and experts count from 1 here (from 0 in SteeringSettings).
#pragma once

#include "core/base/steering_settings.h"

#include <string>
#include <string_view>

namespace steerscope {

// Only what differs from "as trained" is written, so files stay short. indent as in nlohmann's dump(): -1 is
// one line.
std::string steeringSettingsToJson(const SteeringSettings& settings, int indent = -1);

// Throws Failure(Usage) that names the place: no JSON, another version, an unknown or repeated key, a wrong
// type, time ranges (this version has none). Whether a model has these layers and experts is validate()'s
// question.
SteeringSettings steeringSettingsFromJson(std::string_view text);

} // namespace steerscope

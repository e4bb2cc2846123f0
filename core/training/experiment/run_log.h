// SPDX-License-Identifier: MIT
// A training's log.jsonl (docs/training.md) boiled down to what a comparison asks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace steerscope::experiment {

struct CurvePoint {
    double step = 0.0;
    double value = 0.0;
};

struct RunLog {
    std::map<std::string, std::int64_t> parameters; // by group
    std::vector<CurvePoint> loss; // of every step
    std::vector<CurvePoint> devWer;
    std::map<std::string, std::vector<CurvePoint>> scales; // by layer, as labelled
    double stepSeconds = 0.0; // sum over steps
    double waitSeconds = 0.0; // of it, for data
    double peakMemory = 0.0; // bytes
    std::int64_t steps = 0;
    std::string state; // of the last "end": "finished", ...; empty: none
};

// A step that stands twice (the run was resumed) counts once, as last written. A line cut off at the end is
// left out. Throws Failure(Input) when the file cannot be read.
RunLog readRunLog(const std::filesystem::path& file);

// The first step at which the mean loss of the `window` steps up to it is at most the target.
std::optional<double> stepsToLoss(const RunLog& log, double target, int window = 20);

} // namespace steerscope::experiment

// SPDX-License-Identifier: MIT
// The options of every command that runs a model.
#pragma once

#include "app/cli/command.h"
#include "app/cli/steering_options.h"
#include "core/base/run.h"
#include "core/pipeline/transcriber.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace steerscope::cli {

struct ModelOptions {
    LoadOptions load;
    SteeringOptions steering;
    RunOptions run; // without what has a name of its own:
    std::string sampling = "greedy";
};

void addModelOptions(CLI::App& command, ModelOptions& options);

// --no-vad and --vad-threshold; turns voice activity on.
void addVoiceOptions(CLI::App& command, RunOptions& run);

RunOptions runOptions(const ModelOptions& options);

// A model ready to run, and the settings it will run with, which are settings that it can take.
struct ReadyModel {
    std::unique_ptr<Transcriber> transcriber;
    SteeringSettings settings;
};

ReadyModel loadModel(const ModelOptions& options, Environment& environment);

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
// What the commands that ask why have in common: a recording, a text, and where the result goes.
#pragma once

#include "app/cli/model_options.h"
#include "core/audio/audio_file.h"
#include "core/base/study.h"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace steerscope::cli {

struct AskOptions {
    ModelOptions model;
    std::string audio;
    std::vector<std::string> layers; // as typed: "3", "17-24", "out"
    StudyReference reference;
    int window = 1; // the target's
    std::string format = "table";
    std::string output;
};

// AUDIO, --target, --window, --format, --output and the model's options.
void addAskOptions(CLI::App& command, AskOptions& options);
// --reference and --normalizer.
void addReferenceOptions(CLI::App& command, AskOptions& options);
void addLayersOption(CLI::App& command, AskOptions& options, const std::string& description);

// From 0; empty where none are named. Throws Failure(Usage).
std::vector<int> layersOf(const AskOptions& options);

// Everything a study needs, ready.
struct Asked {
    ReadyModel model;
    LoadedAudio audio;
    RunOptions run;
    StudyCallbacks callbacks;
};

// Loads recording and model, lets ask() answer, and writes the answer.
void askWhy(
    const AskOptions& options, Environment& environment, const std::function<StudyResult(const Asked&)>& ask);

} // namespace steerscope::cli

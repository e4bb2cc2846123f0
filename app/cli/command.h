// SPDX-License-Identifier: MIT
// A subcommand: its arguments, and what it does. Each has a file of its own with a function that adds it.
#pragma once

#include "app/cli/console.h"
#include "core/base/stop_flag.h"

#include <functional>

namespace CLI {
class App;
}

namespace steerscope::cli {

struct Environment {
    Console& console;
    StopFlag stop; // raised by Ctrl-C
};

struct Command {
    CLI::App* arguments = nullptr; // owned by the program's parser
    std::function<void(Environment&)> run; // throws Failure
};

Command addAblate(CLI::App& program);
Command addAnalyze(CLI::App& program);
Command addAttribute(CLI::App& program);
Command addEncode(CLI::App& program);
Command addEvaluate(CLI::App& program);
Command addExperiment(CLI::App& program);
Command addFit(CLI::App& program);
Command addImport(CLI::App& program);
Command addInspect(CLI::App& program);
Command addReplay(CLI::App& program);
Command addScore(CLI::App& program);
Command addSweep(CLI::App& program);
Command addTokenize(CLI::App& program);
Command addTrain(CLI::App& program);
Command addTrainTokenizer(CLI::App& program);
Command addTranscribe(CLI::App& program);

} // namespace steerscope::cli

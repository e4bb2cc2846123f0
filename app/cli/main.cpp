// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"

#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace steerscope;
using namespace steerscope::cli;

namespace {

struct TalkOptions {
    bool quiet = false;
    bool verbose = false;
};

void addTalkOptions(CLI::App& arguments, TalkOptions& talk)
{
    CLI::Option* quiet = arguments.add_flag("--quiet", talk.quiet, "Only errors on stderr");
    arguments.add_flag("--verbose", talk.verbose, "Say what is done")->excludes(quiet);
}

Error usageError(const CLI::App& program, std::string what, const std::vector<std::string>& arguments)
{
    std::string command = "steerscope-cli";
    for (const CLI::App* chosen : program.get_subcommands())
        command += " " + chosen->get_name();
    const bool noCommand = program.get_subcommands().empty() && !arguments.empty();
    if (noCommand && !arguments.front().starts_with('-'))
        what = "there is no command '" + arguments.front() + "'";
    return {ErrorCode::Usage, what, command, "see " + command + " --help"};
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App program("SteerScope on the command line: transcribe, see and steer speech language models.",
        "steerscope-cli");
    program.set_version_flag("--version", std::string("steerscope-cli ") + STEERSCOPE_VERSION);
    program.require_subcommand(1);
    program.footer("steerscope-cli COMMAND --help says more about each.\n"
                   "Example:\n  steerscope-cli transcribe recording.wav");
    const std::vector<Command> commands{addTranscribe(program), addAnalyze(program), addEncode(program),
        addEvaluate(program), addExperiment(program), addInspect(program), addImport(program),
        addReplay(program), addScore(program), addTokenize(program), addTrain(program),
        addTrainTokenizer(program), addSweep(program), addAblate(program), addAttribute(program),
        addFit(program)};
    TalkOptions talk;
    for (const Command& command : commands)
        addTalkOptions(*command.arguments, talk);

    Console console;
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) // --help, --version
            return program.exit(problem);
        console.error(usageError(program, problem.what(), {argv + 1, argv + argc}));
        return exitCode(ErrorCode::Usage);
    }

    console.setTalk(talk.quiet ? Console::Talk::Quiet
            : talk.verbose     ? Console::Talk::Verbose
                               : Console::Talk::Normal);
    Environment environment{console, {}};
    stopOnInterrupt(environment.stop);
    try {
        for (const Command& command : commands)
            if (command.arguments->parsed())
                command.run(environment);
    } catch (...) {
        const Error error = currentError();
        console.error(error);
        return exitCode(error.code);
    }
    return 0;
}

// SPDX-License-Identifier: MIT
#include "core/training/experiment/experiment.h"
#include "app/cli/command.h"
#include "app/cli/text_output.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct ExperimentArguments {
    std::string recipe;
    std::string output;
    std::vector<std::string> variables;
    bool retryFailed = false;
};

experiment::RecipeOptions recipeOptions(const ExperimentArguments& arguments)
{
    experiment::RecipeOptions options;
    options.output = arguments.output;
    for (const std::string& variable : arguments.variables) {
        const std::size_t equals = variable.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Failure(ErrorCode::Usage, "'" + variable + "' is not understood", "--set",
                "write it like --set data=FOLDER");
        options.variables[variable.substr(0, equals)] = variable.substr(equals + 1);
    }
    return options;
}

void runRecipe(const ExperimentArguments& arguments, Environment& environment)
{
    const experiment::Recipe recipe = experiment::readRecipe(arguments.recipe, recipeOptions(arguments));
    experiment::ExperimentOptions options;
    options.program = std::filesystem::read_symlink("/proc/self/exe").string();
    options.retryFailed = arguments.retryFailed;
    experiment::ExperimentCallbacks callbacks;
    callbacks.progress = environment.console.progress(recipe.name);
    callbacks.note = [&](const std::string& text) { environment.console.note(text); };
    const experiment::ExperimentSummary done
        = experiment::runExperiment(recipe, options, callbacks, environment.stop);
    environment.console.note(recipe.name + ": " + std::to_string(done.units) + " parts, "
        + std::to_string(done.reused) + " of them done before, " + std::to_string(done.failed) + " failed, "
        + std::to_string(done.skipped) + " could not be run for that");
    TextOutput output;
    for (const experiment::Stage& stage : recipe.stages)
        if (stage.kind == experiment::StageKind::Grid)
            output.write((recipe.output / "report" / stage.name / "report.md").string() + "\n");
}

} // namespace

Command addExperiment(CLI::App& program)
{
    const auto options = std::make_shared<ExperimentArguments>();
    CLI::App* arguments = program.add_subcommand("experiment",
        "A recipe of trainings and evaluations, from the data to the report; goes on where it was");
    arguments->add_option("RECIPE", options->recipe, "Recipe (docs/experiments.md)")
        ->type_name("FILE.json")
        ->required();
    arguments
        ->add_option(
            "--output", options->output, "Folder for everything (default: the recipe's name, beside it)")
        ->type_name("FOLDER");
    arguments->add_option("--set", options->variables, "Change a variable of the recipe")
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    arguments->add_flag("--retry-failed", options->retryFailed, "Try runs of a comparison again that failed");
    arguments->footer(
        "A recipe that was stopped goes on when it is started again.\n"
        "Example:\n  steerscope-cli experiment --set data=../data --output runs recipes/compare.json");
    return {arguments, [options](Environment& environment) { runRecipe(*options, environment); }};
}

} // namespace steerscope::cli

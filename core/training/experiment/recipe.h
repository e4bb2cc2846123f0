// SPDX-License-Identifier: MIT
// A recipe: the stages of an experiment as a file (docs/experiments.md).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace steerscope::experiment {

enum class StageKind {
    Run, // a command of steerscope-cli
    Shell, // any other program
    Train, // one training
    Grid, // rows x seeds x shares of the data: trainings, their evaluations and a comparison
};

struct GridRow {
    std::string name; // "layerwise-single"
    std::map<std::string, std::string> set; // "steering.variant" -> JSON text; over the base configuration
    std::vector<int> seeds;
    std::vector<double> shares; // of the training data
    bool sweep = false; // evaluated at every master scale too
};

struct Grid {
    std::string base; // training configuration, JSON text
    std::vector<GridRow> rows;
    std::string reference; // row that differences are against
    std::vector<std::string> manifests; // evaluated
    std::vector<std::string> trainManifests; // evaluated for the gap between training and dev
    int trainLimit = 200; // recordings of each of them
    std::vector<std::string> arguments; // of evaluate
    std::string masters = "-1,0,0.5,1,1.5,2";
    double targetLoss = 0.0; // "steps to this loss"; 0: not asked
    std::string
        ctc; // the frozen encoder's own CTC head is a row too, read through a model of this row; empty: not
};

struct Stage {
    std::string name;
    StageKind kind = StageKind::Run;
    std::vector<std::string> arguments; // Run, Shell
    std::vector<std::filesystem::path> inputs; // files and folders whose content counts
    std::vector<std::filesystem::path> outputs; // must be there for the stage to be done
    std::string config; // Train: JSON text
    Grid grid;
};

struct Recipe {
    std::string name;
    std::filesystem::path file;
    std::filesystem::path output; // where everything is written
    std::vector<Stage> stages;
};

struct RecipeOptions {
    std::filesystem::path output; // empty: beside the recipe, under its name
    std::map<std::string, std::string> variables; // over those of the recipe
};

// A row's name as part of a file's: "Last layer, 8" -> "last-layer-8".
std::string fileName(const std::string& name);

// ${name} stands for a variable of the recipe, ${out} for the output folder, ${recipe} for the recipe's own.
// A string that is nothing but a variable becomes its value, whatever its type. A variable that is a relative
// path is seen from the recipe's folder, one given in the options from the current one. Throws Failure(Input)
// naming stage and key: unknown keys, kinds, variables, names twice.
Recipe readRecipe(const std::filesystem::path& file, const RecipeOptions& options = {});

} // namespace steerscope::experiment

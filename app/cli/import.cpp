// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "core/model/checkpoint/bundle.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

void importModel(const ImportOptions& options, Environment& environment)
{
    const Bundle bundle = importBundle(options, environment.console.progress("import"), environment.stop);
    for (const std::string& note : bundle.notes)
        environment.console.note(note);
    environment.console.note("imported " + bundle.name + " (" + variantName(bundle.variant) + ", pooling "
        + poolingText(bundle.pooling) + ") to " + bundle.root.string());
}

} // namespace

Command addImport(CLI::App& program)
{
    const auto options = std::make_shared<ImportOptions>();
    CLI::App* arguments = program.add_subcommand("import", "Makes a model bundle of a reference checkpoint");
    arguments->add_option("--checkpoint", options->checkpoint, "pytorch_model.bin or a safetensors file")
        ->type_name("FILE")
        ->required();
    arguments->add_option("--encoder", options->encoder, "Folder of the Whisper model")
        ->type_name("FOLDER")
        ->required();
    arguments->add_option("--llm", options->llm, "Folder of the language model")
        ->type_name("FOLDER")
        ->required();
    arguments->add_option("--config", options->config, "The training's YAML")->type_name("FILE");
    arguments->add_option("--output", options->output, "The bundle's folder")
        ->type_name("FOLDER")
        ->required();
    arguments->add_option("--name", options->name, "Name of the bundle (default: the output folder's)")
        ->type_name("NAME");
    arguments
        ->add_option(
            "--pooling", options->pooling, "Instead of what the YAML says: max,4@32, average,4@16, none")
        ->type_name("KIND,K@LAYER");
    arguments->add_flag("--copy", options->copy, "Take encoder and LLM along instead of referring to them");
    arguments->footer(
        "Example:\n  steerscope-cli import --checkpoint run/pytorch_model.bin --encoder whisper-large-v3 \\\n"
        "      --llm Qwen2.5-7B --config run/config.yaml --output my-model");
    return {arguments, [options](Environment& environment) { importModel(*options, environment); }};
}

} // namespace steerscope::cli

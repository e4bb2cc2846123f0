// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "core/text/bpe_trainer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct TrainTokenizerOptions {
    std::vector<std::string> texts;
    std::string output;
    BpeTrainerOptions training;
};

void train(const TrainTokenizerOptions& options, Environment& environment)
{
    Console& console = environment.console;
    const std::vector<std::filesystem::path> texts(options.texts.begin(), options.texts.end());
    const TrainedTokenizer trained
        = trainTokenizer(texts, options.output, options.training, console.progress(), environment.stop);
    if (trained.vocabulary < options.training.vocabulary)
        console.warning("the text gives " + std::to_string(trained.vocabulary) + " tokens, not "
            + std::to_string(options.training.vocabulary) + ": give more text or a lower --min-count");
    console.note("a tokenizer of " + std::to_string(trained.vocabulary) + " tokens from "
        + std::to_string(trained.lines) + " lines is in " + options.output);
}

} // namespace

Command addTrainTokenizer(CLI::App& program)
{
    const auto options = std::make_shared<TrainTokenizerOptions>();
    CLI::App* arguments
        = program.add_subcommand("train-tokenizer", "Makes a byte-level BPE tokenizer of texts");
    arguments->add_option("TEXT", options->texts, "UTF-8, each line a text of its own")
        ->type_name("")
        ->required();
    arguments->add_option("--output", options->output, "Folder for tokenizer.json and tokenizer_config.json")
        ->type_name("FOLDER")
        ->required();
    arguments
        ->add_option("--vocabulary", options->training.vocabulary,
            "Tokens in all, the 256 bytes and the special ones among them (default: 1000)")
        ->type_name("N");
    arguments
        ->add_option(
            "--min-count", options->training.minCount, "Join no pair that occurs less often (default: 2)")
        ->type_name("N");
    arguments
        ->add_option("--special", options->training.special,
            "A special token, found in any text; repeatable (default: <|endoftext|>)")
        ->type_name("TOKEN")
        ->allow_extra_args(false);
    arguments->footer(
        "Example:\n  steerscope-cli train-tokenizer sentences.txt --vocabulary 1000 --output my-llm");
    return {arguments, [options](Environment& environment) { train(*options, environment); }};
}

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/line_pairs.h"
#include "app/cli/score_format.h"
#include "app/cli/text_output.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct ScoreOptions {
    std::string reference;
    std::string hypothesis;
    std::string columns;
    std::string normalizer = "none";
    std::string format = "table";
    bool details = false;
};

std::vector<LinePair> pairsOf(const ScoreOptions& options)
{
    if (options.columns.empty() == options.hypothesis.empty())
        throw Failure(ErrorCode::Usage, "score compares two files, or two columns of one", options.reference,
            "give REFERENCE HYPOTHESIS, or TABLE.tsv --columns REFERENCE,HYPOTHESIS");
    return options.columns.empty() ? pairsOfFiles(options.reference, options.hypothesis)
                                   : pairsOfTable(options.reference, options.columns);
}

LineScore scoreOf(const LinePair& pair, TextNormalizer normalizer)
{
    LineScore line;
    line.texts = {normalizeText(normalizer, pair.reference), normalizeText(normalizer, pair.hypothesis)};
    line.alignment = alignWords(line.texts.reference, line.texts.hypothesis);
    line.words = countErrors(line.alignment);
    line.characters = characterErrors(line.texts.reference, line.texts.hypothesis);
    return line;
}

void score(const ScoreOptions& options, Environment& environment)
{
    TextOutput output;
    Score result;
    result.normalizer = textNormalizerFromName(options.normalizer).value_or(TextNormalizer::None);
    result.details = options.details;
    for (const LinePair& pair : pairsOf(options)) {
        environment.stop.throwIfStopped();
        result.lines.push_back(scoreOf(pair, result.normalizer));
        result.words += result.lines.back().words;
        result.characters += result.lines.back().characters;
    }
    output.write(options.format == "json" ? scoreJson(result) : scoreTable(result));
}

} // namespace

Command addScore(CLI::App& program)
{
    const auto options = std::make_shared<ScoreOptions>();
    CLI::App* arguments = program.add_subcommand("score", "Word and character error rates over a corpus");
    arguments->add_option("REFERENCE", options->reference, "A line an utterance; - is stdin")
        ->type_name("")
        ->required();
    arguments->add_option("HYPOTHESIS", options->hypothesis, "The same lines as recognised")->type_name("");
    arguments
        ->add_option("--columns", options->columns,
            "REFERENCE is a TSV file; its two columns, by name or number from 1")
        ->type_name("REF,HYP");
    addChoice(*arguments, "--normalizer", options->normalizer, {"none", "basic", "whisper-english"},
        "Default: none");
    addChoice(*arguments, "--format", options->format, {"table", "json"}, "Default: table");
    arguments->add_flag("--details", options->details, "The alignment of every line");
    arguments->footer(
        "Example:\n  steerscope-cli score --normalizer whisper-english reference.txt hypothesis.txt");
    return {arguments, [options](Environment& environment) { score(*options, environment); }};
}

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "app/cli/json_text.h"
#include "app/cli/text_input.h"
#include "app/cli/text_output.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct TokenizeOptions {
    std::string tokenizer;
    bool decode = false;
};

[[noreturn]] void badLine(long line, const char* expected, const char* example)
{
    throw Failure(ErrorCode::Input, std::string("the line is not ") + expected,
        "stdin, line " + std::to_string(line), std::string("write lines like ") + example);
}

std::vector<int> idsOfLine(const Json& json, long line)
{
    const Json& list = json.is_object() && json.contains("ids") ? json["ids"] : json;
    const bool numbers = list.is_array()
        && std::all_of(list.begin(), list.end(), [](const Json& id) { return id.is_number_integer(); });
    if (!numbers)
        badLine(line, "a JSON list of ids", "[40, 13]");
    return list.get<std::vector<int>>();
}

void tokenize(const TokenizeOptions& options, Environment& environment)
{
    const auto tokenizer = Tokenizer::load(options.tokenizer);
    TextOutput output;
    long number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        environment.stop.throwIfStopped();
        const Json json = Json::parse(line, nullptr, false);
        ++number;
        if (!options.decode && !json.is_string())
            badLine(number, "a JSON string", "\"left stop down\"");
        const std::vector<int> ids = options.decode ? idsOfLine(json, number)
                                                    : tokenizer->encode(json.get_ref<const std::string&>());
        output.write(jsonText({{"ids", ids}, {"decoded", tokenizer->decode(ids)}}, -1));
    }
    environment.stop.throwIfStopped(); // Ctrl-C ends the reading
}

} // namespace

Command addTokenize(CLI::App& program)
{
    const auto options = std::make_shared<TokenizeOptions>();
    CLI::App* arguments
        = program.add_subcommand("tokenize", "JSON strings on stdin, one a line, to token ids");
    arguments->add_option("--tokenizer", options->tokenizer, "Folder with tokenizer.json")
        ->type_name("FOLDER")
        ->required();
    arguments->add_flag("--decode", options->decode, "The other way: lists of ids on stdin");
    arguments->footer(
        "Example:\n  echo '\"left stop down\"' | steerscope-cli tokenize --tokenizer Qwen2.5-7B");
    return {arguments, [options](Environment& environment) { tokenize(*options, environment); }};
}

} // namespace steerscope::cli

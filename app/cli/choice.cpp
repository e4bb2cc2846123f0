// SPDX-License-Identifier: MIT
#include "app/cli/choice.h"

#include <CLI/CLI.hpp>

namespace steerscope::cli {

CLI::Option* addChoice(CLI::App& command, const std::string& name, std::string& value,
    const std::vector<std::string>& words, const std::string& description)
{
    std::string form;
    for (const std::string& word : words)
        form += (form.empty() ? "" : "|") + word;
    return command.add_option(name, value, description)
        ->check(CLI::IsMember(words).description(""))
        ->type_name(form);
}

} // namespace steerscope::cli

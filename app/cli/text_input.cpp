// SPDX-License-Identifier: MIT
#include "app/cli/text_input.h"

#include "core/base/error.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace steerscope::cli {

std::string readText(const std::string& path)
{
    std::ostringstream content;
    if (path == "-") {
        content << std::cin.rdbuf();
        return content.str();
    }
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        throw Failure(ErrorCode::Input, "the file cannot be read", path, "check its name and permissions");
    content << file.rdbuf();
    if (file.bad())
        throw Failure(ErrorCode::Input, "reading the file failed", path, "check the disk it is on");
    return content.str();
}

std::vector<std::string> readLines(const std::string& path)
{
    std::istringstream content(readText(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(content, line); lines.push_back(line))
        if (line.ends_with('\r'))
            line.pop_back();
    return lines;
}

} // namespace steerscope::cli

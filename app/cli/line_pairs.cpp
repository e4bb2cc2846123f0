// SPDX-License-Identifier: MIT
#include "app/cli/line_pairs.h"

#include "app/cli/text_input.h"
#include "core/base/error.h"

#include <algorithm>
#include <cstddef>

namespace steerscope::cli {
namespace {

std::vector<std::string> cells(const std::string& line)
{
    std::vector<std::string> result(1);
    for (const char c : line) {
        if (c == '\t')
            result.emplace_back();
        else
            result.back() += c;
    }
    return result;
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.size() < 7 && text.find_first_not_of("0123456789") == std::string::npos
        && text != "0";
}

std::size_t columnNamed(
    const std::string& name, const std::vector<std::string>& header, const std::string& table)
{
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end())
        throw Failure(ErrorCode::Input, "there is no column '" + name + "'", table,
            "the first line has to name it; columns can also be given by number");
    return static_cast<std::size_t>(found - header.begin());
}

} // namespace

std::vector<LinePair> pairsOfFiles(const std::string& reference, const std::string& hypothesis)
{
    if (reference == "-" && hypothesis == "-")
        throw Failure(ErrorCode::Usage, "stdin can be read once", "-", "name a file for one of the two");
    const std::vector<std::string> references = readLines(reference);
    const std::vector<std::string> hypotheses = readLines(hypothesis);
    if (references.size() != hypotheses.size())
        throw Failure(ErrorCode::Input,
            "the files have " + std::to_string(references.size()) + " and "
                + std::to_string(hypotheses.size()) + " lines",
            reference + " and " + hypothesis, "give files with a line for each recording, in the same order");
    std::vector<LinePair> pairs;
    for (std::size_t line = 0; line < references.size(); ++line)
        pairs.push_back({references[line], hypotheses[line]});
    return pairs;
}

std::vector<LinePair> pairsOfTable(const std::string& table, const std::string& columns)
{
    const std::size_t comma = columns.find(',');
    const std::string first = columns.substr(0, comma);
    const std::string second = comma == std::string::npos ? "" : columns.substr(comma + 1);
    if (first.empty() || second.empty())
        throw Failure(ErrorCode::Usage, "'" + columns + "' does not name two columns", "--columns",
            "write it like text,hypothesis or 2,3");
    const std::vector<std::string> lines = readLines(table);
    const bool numbered = isNumber(first) && isNumber(second);
    const std::vector<std::string> header = cells(lines.empty() ? "" : lines.front());
    const std::size_t reference = numbered ? std::stoul(first) - 1 : columnNamed(first, header, table);
    const std::size_t hypothesis = numbered ? std::stoul(second) - 1 : columnNamed(second, header, table);
    std::vector<LinePair> pairs;
    for (std::size_t line = numbered ? 0 : 1; line < lines.size(); ++line) {
        const std::vector<std::string> row = cells(lines[line]);
        if (row.size() <= std::max(reference, hypothesis))
            throw Failure(ErrorCode::Input, "the line has " + std::to_string(row.size()) + " columns",
                table + ", line " + std::to_string(line + 1), "separate columns by tabs");
        pairs.push_back({row[reference], row[hypothesis]});
    }
    return pairs;
}

} // namespace steerscope::cli

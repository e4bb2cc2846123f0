// SPDX-License-Identifier: MIT
#include "core/training/data/manifest_rows.h"

#include "core/base/error.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

namespace steerscope {

namespace {

using Json = nlohmann::json;

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find(separator);
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

// Lines without their ends, "\n" or "\r\n".
std::vector<std::string_view> linesOf(std::string_view bytes)
{
    std::vector<std::string_view> lines = split(bytes, '\n');
    for (std::string_view& line : lines)
        if (line.ends_with('\r'))
            line.remove_suffix(1);
    return lines;
}

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

ManifestRow rowOf(const TsvTable& table, const TsvTable::Row& cells)
{
    ManifestRow row;
    row.line = cells.line;
    if (!cells.complete) {
        row.problem = "it has " + std::to_string(cells.cells.size()) + " columns, the header has "
            + std::to_string(table.columns());
        return row;
    }
    row.path = table.cell(cells, "path");
    row.text = table.cell(cells, "text");
    row.speaker = table.cell(cells, "speaker");
    const std::string_view duration = table.cell(cells, "duration_s");
    if (!parseNumber(duration, row.seconds))
        row.problem = "'" + unicode::repaired(duration) + "' is no duration in seconds";
    return row;
}

// The member's value; whether it is there and of the wanted kind is noted in `problem`.
template <class T> T member(const Json& object, const char* name, bool needed, std::string& problem)
{
    const auto found = object.find(name);
    const bool absent = found == object.end() || found->is_null();
    if constexpr (std::is_same_v<T, double>) {
        if (!absent && found->is_number() && std::isfinite(found->template get<double>()))
            return found->template get<double>();
    } else {
        if (!absent && found->is_string())
            return found->template get<T>();
        if (!absent && !needed && found->is_number_integer()) // a speaker's number
            return found->dump();
    }
    if (needed || !absent)
        problem = std::string(name) + (absent ? " is missing" : " has the wrong type");
    return {};
}

ManifestRow rowOf(std::string_view line, int number)
{
    ManifestRow row;
    row.line = number;
    const Json object = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object()) {
        row.problem = "it is no JSON object";
        return row;
    }
    row.path = member<std::string>(object, "audio_filepath", true, row.problem);
    row.seconds = member<double>(object, "duration", true, row.problem);
    row.text = member<std::string>(object, "text", true, row.problem);
    row.speaker = member<std::string>(object, "speaker", false, row.problem);
    row.offset = member<double>(object, "offset", false, row.problem);
    return row;
}

} // namespace

TsvTable::TsvTable(
    const std::filesystem::path& file, std::string_view bytes, const std::vector<std::string>& needed)
{
    const std::vector<std::string_view> lines = linesOf(bytes);
    m_header = split(lines.front(), '\t');
    for (const std::string& column : needed)
        if (std::count(m_header.begin(), m_header.end(), column) != 1)
            throw Failure(ErrorCode::Input, "the header names no column '" + column + "', or it twice",
                file.string() + ", line 1", "begin the file with the columns' names, tabs between them");
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (isBlank(lines[i]))
            continue;
        Row row{static_cast<int>(i) + 1, false, split(lines[i], '\t')};
        row.complete = row.cells.size() == m_header.size();
        m_rows.push_back(std::move(row));
    }
}

std::string_view TsvTable::cell(const Row& row, std::string_view column) const
{
    const auto found = std::find(m_header.begin(), m_header.end(), column);
    const auto index = static_cast<std::size_t>(found - m_header.begin());
    return index < row.cells.size() ? row.cells[index] : std::string_view();
}

std::string readWholeText(const std::filesystem::path& file)
{
    const auto fail = [&](int error) {
        throw Failure(ErrorCode::Input, std::string("cannot read the file: ") + std::strerror(error),
            file.string(), "check the path and its permissions");
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) // libstdc++ opens it and throws at the first byte
        fail(EISDIR);
    std::ifstream in(file, std::ios::binary);
    if (!in)
        fail(errno);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.erase(0, 3);
    return bytes;
}

bool parseNumber(std::string_view text, double& value)
{
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    return problem == std::errc() && stop == end && std::isfinite(value);
}

ManifestRows readManifestRows(const std::filesystem::path& file)
{
    const std::string bytes = readWholeText(file);
    ManifestRows result;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    result.json = first != std::string::npos && bytes[first] == '{';
    if (!result.json) {
        const TsvTable table(file, bytes, {"path", "duration_s", "text"});
        for (const TsvTable::Row& row : table.rows())
            result.rows.push_back(rowOf(table, row));
        return result;
    }
    const std::vector<std::string_view> lines = linesOf(bytes);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!isBlank(lines[i]))
            result.rows.push_back(rowOf(lines[i], static_cast<int>(i) + 1));
    return result;
}

} // namespace steerscope

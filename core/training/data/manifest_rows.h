// SPDX-License-Identifier: MIT
// The rows of one manifest file, before any rule is applied to them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

struct ManifestRow {
    int line = 0; // from 1
    std::string problem; // not empty: the row is bad, and nothing below is set
    std::string path;
    std::string text;
    std::string speaker;
    double seconds = 0.0;
    double offset = 0.0;
};

struct ManifestRows {
    bool json = false; // NeMo's JSONL, not TSV
    std::vector<ManifestRow> rows;
};

// Throws Failure(Input) when the file cannot be read or is a TSV without the columns it needs.
ManifestRows readManifestRows(const std::filesystem::path& file);

// A TSV's cells by column name; columns that the header does not have are empty.
class TsvTable {
public:
    TsvTable(
        const std::filesystem::path& file, std::string_view bytes, const std::vector<std::string>& needed);

    struct Row {
        int line = 0;
        bool complete = false; // as many cells as the header has
        std::vector<std::string_view> cells;
    };
    const std::vector<Row>& rows() const { return m_rows; }
    std::size_t columns() const { return m_header.size(); }
    std::string_view cell(const Row& row, std::string_view column) const;

private:
    std::vector<std::string_view> m_header;
    std::vector<Row> m_rows;
};

std::string readWholeText(const std::filesystem::path& file); // without a byte order mark
// The whole of the text is a finite number.
bool parseNumber(std::string_view text, double& value);

} // namespace steerscope

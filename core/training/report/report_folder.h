// SPDX-License-Identifier: MIT
// A report is a folder that appears whole: report.md, the tables as CSV, the pictures as SVG.
#pragma once

#include "core/training/report/report_table.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace steerscope::report {

class ReportFolder {
public:
    // A folder beside the one asked for is filled first. Throws Failure(Output) when it cannot be made, or
    // when something stands at `folder` that is not an earlier report.
    explicit ReportFolder(const std::filesystem::path& folder);
    ~ReportFolder(); // without commit(): nothing stays
    ReportFolder(const ReportFolder&) = delete;
    ReportFolder& operator=(const ReportFolder&) = delete;

    // Parts of report.md, in order.
    void heading(int level, const std::string& text);
    void paragraph(const std::string& text);
    // The table in the text, and NAME.csv with a link under it.
    void table(const std::string& name, const ReportTable& content);
    // NAME.svg in the folder and in the text.
    void picture(const std::string& name, const std::string& svg, const std::string& caption);
    // A file that the text does not show.
    void file(const std::string& name, std::string_view content);

    // Takes the place of an earlier report in one step where the file system can exchange two names.
    void commit();

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_temporary; // empty: committed
    std::string m_text;
};

} // namespace steerscope::report

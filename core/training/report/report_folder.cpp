// SPDX-License-Identifier: MIT
#include "core/training/report/report_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace steerscope::report {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = "report.md";

bool isReport(const fs::path& folder)
{
    return fs::is_regular_file(folder / kText) || (fs::is_directory(folder) && fs::is_empty(folder));
}

[[noreturn]] void failed(const std::string& what, const fs::path& where, int error)
{
    throw Failure(ErrorCode::Output, what + " (" + std::strerror(error) + ")", where.string(),
        "choose another folder, or make room on the disk");
}

} // namespace

ReportFolder::ReportFolder(const fs::path& folder)
    : m_folder(folder.has_filename() ? folder : folder.parent_path()) // "report/" is "report"
{
    std::error_code error;
    if (fs::exists(m_folder, error) && !isReport(m_folder))
        throw Failure(ErrorCode::Output, "something that is not a report is in the way", m_folder.string(),
            "choose another folder");
    const fs::path parent = m_folder.has_parent_path() ? m_folder.parent_path() : fs::path(".");
    fs::create_directories(parent, error);
    std::string pattern = (parent / ("." + m_folder.filename().string() + "-XXXXXX")).string();
    if (error || !::mkdtemp(pattern.data()))
        failed("the report's folder cannot be made", m_folder, error ? error.value() : errno);
    m_temporary = pattern;
    fs::permissions(m_temporary, fs::perms(0755), error); // mkdtemp's are for its owner alone
}

ReportFolder::~ReportFolder()
{
    std::error_code ignored;
    if (!m_temporary.empty())
        fs::remove_all(m_temporary, ignored);
}

void ReportFolder::heading(int level, const std::string& text)
{
    m_text += (m_text.empty() ? "" : "\n") + std::string(static_cast<std::size_t>(level), '#') + " " + text
        + "\n";
}

void ReportFolder::paragraph(const std::string& text)
{
    m_text += "\n" + text + "\n";
}

void ReportFolder::table(const std::string& name, const ReportTable& content)
{
    file(name + ".csv", csvTable(content));
    m_text += "\n" + markdownTable(content) + "\n[" + name + ".csv](" + name + ".csv)\n";
}

void ReportFolder::picture(const std::string& name, const std::string& svg, const std::string& caption)
{
    file(name + ".svg", svg);
    m_text += "\n![" + caption + "](" + name + ".svg)\n";
}

void ReportFolder::file(const std::string& name, std::string_view content)
{
    AtomicFile output(m_temporary / name);
    output.write(content);
    output.commit();
}

void ReportFolder::commit()
{
    file(kText, m_text);
    std::error_code ignored;
    if (!fs::exists(m_folder, ignored)) {
        if (::rename(m_temporary.c_str(), m_folder.c_str()) != 0)
            failed("the report cannot be put in its place", m_folder, errno);
        m_temporary.clear();
        return;
    }
    if (::renameat2(AT_FDCWD, m_temporary.c_str(), AT_FDCWD, m_folder.c_str(), RENAME_EXCHANGE) != 0) {
        if (errno != EINVAL && errno != ENOSYS)
            failed("the report cannot be put in its place", m_folder, errno);
        fs::remove_all(m_folder, ignored); // a file system that cannot exchange
        if (::rename(m_temporary.c_str(), m_folder.c_str()) != 0)
            failed("the report cannot be put in its place", m_folder, errno);
        m_temporary.clear();
        return;
    }
    fs::remove_all(m_temporary, ignored); // the earlier report
    m_temporary.clear();
}

} // namespace steerscope::report

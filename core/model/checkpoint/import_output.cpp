// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/import_output.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"
#include "core/model/checkpoint/weights_folder.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopyBytes = 16u << 20;
constexpr std::uintmax_t kMaxSmallFile = 64u << 20;
constexpr std::array kSmallFiles{".json", ".txt", ".model", ".jinja", ".md"};

void copyFile(const fs::path& from, const fs::path& to, const StopFlag& stop)
{
    const auto mapped = MappedFile::open(from);
    const auto bytes = mapped->bytes();
    AtomicFile file(to);
    for (std::size_t at = 0; at < bytes.size(); at += kCopyBytes) {
        stop.throwIfStopped();
        file.write(bytes.data() + at, std::min(kCopyBytes, bytes.size() - at));
    }
    file.commit();
}

bool isSmallFile(const fs::directory_entry& entry)
{
    const std::string name = entry.path().filename().string();
    const std::string extension = entry.path().extension().string();
    const bool wanted = name.starts_with("LICENSE") || name.starts_with("NOTICE")
        || std::find(kSmallFiles.begin(), kSmallFiles.end(), extension) != kSmallFiles.end();
    return wanted && entry.is_regular_file() && entry.file_size() <= kMaxSmallFile
        && !name.ends_with(".index.json");
}

} // namespace

ImportOutput::ImportOutput(const fs::path& target)
{
    if (target.empty())
        throw Failure(
            ErrorCode::Usage, "no output folder is given", {}, "name a folder that does not exist yet");
    m_target = fs::absolute(target).lexically_normal();
    if (!m_target.has_filename())
        m_target = m_target.parent_path();
    std::error_code error;
    if (fs::exists(m_target, error) && !fs::is_empty(m_target, error))
        throw Failure(ErrorCode::Output, "the output folder exists already", m_target.string(),
            "choose a name that is not taken, or remove the folder");
    fs::create_directories(m_target.parent_path(), error);
    std::string pattern
        = (m_target.parent_path() / ("." + m_target.filename().string() + "-XXXXXX")).string();
    if (error || !::mkdtemp(pattern.data()))
        throw Failure(ErrorCode::Output, "cannot make the output folder", m_target.string(),
            "choose a folder that you may write to");
    m_folder = pattern;
    fs::permissions(m_folder,
        fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec,
        fs::perm_options::add, error); // mkdtemp's are the owner's alone
}

ImportOutput::~ImportOutput()
{
    std::error_code ignored;
    if (!m_folder.empty())
        fs::remove_all(m_folder, ignored);
}

fs::path ImportOutput::makeFolder(const std::string& name) const
{
    std::error_code error;
    if (!fs::create_directory(m_folder / name, error))
        throw Failure(
            ErrorCode::Output, "cannot make a folder: " + error.message(), (m_folder / name).string());
    return m_folder / name;
}

void ImportOutput::commit()
{
    std::error_code error;
    fs::rename(m_folder, m_target, error);
    if (error)
        throw Failure(ErrorCode::Output, "cannot put the bundle in its place: " + error.message(),
            m_target.string(), "choose a name that is not taken");
    m_folder.clear();
}

void copyModelFolder(const fs::path& from, const fs::path& to, bool weights, const StopFlag& stop)
{
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(from, error))
        if (isSmallFile(entry))
            copyFile(entry.path(), to / entry.path().filename(), stop);
    if (error)
        throw Failure(ErrorCode::Input, "cannot list the folder: " + error.message(), from.string());
    if (!weights)
        return;
    for (const fs::path& file : weightFiles(from))
        copyFile(file, to / file.filename(), stop);
}

} // namespace steerscope

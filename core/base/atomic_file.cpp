// SPDX-License-Identifier: MIT
#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace steerscope {

namespace {

std::filesystem::path siblingName(const std::filesystem::path& file)
{
    static std::atomic<unsigned> counter{0};
    std::string name = ".";
    name += file.filename().string();
    name += "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".part";
    return file.parent_path() / name;
}

// The rename itself must reach the disk too. Not every file system can do this, and the data are safe
// already.
void syncFolder(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

const char* remedyFor(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return "make room on the disk or choose another folder";
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a folder that you may write to";
    case ENOENT:
    case ENOTDIR:
        return "make the folder first or choose another one";
    default:
        return "choose another file";
    }
}

} // namespace

AtomicFile::AtomicFile(const std::filesystem::path& file)
    : m_file(file)
{
    std::error_code ignored;
    if (std::filesystem::is_symlink(file, ignored)) {
        const std::filesystem::path target = std::filesystem::weakly_canonical(file, ignored);
        if (!target.empty())
            m_file = target;
    }
    if (std::filesystem::is_directory(m_file, ignored))
        fail(EISDIR);
    const bool direct = std::filesystem::is_other(m_file, ignored);
    if (!direct)
        m_temporary = siblingName(m_file);
    const int flags = O_WRONLY | O_CLOEXEC | (direct ? 0 : O_CREAT | O_EXCL);
    m_descriptor = ::open((direct ? m_file : m_temporary).c_str(), flags, 0666);
    if (m_descriptor < 0)
        fail(errno);
}

AtomicFile::~AtomicFile()
{
    discard();
}

void AtomicFile::write(const void* data, std::size_t bytes)
{
    const char* next = static_cast<const char*>(data);
    while (bytes > 0) {
        const ssize_t written = ::write(m_descriptor, next, bytes);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            fail(written < 0 ? errno : EIO);
        next += written;
        bytes -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit()
{
    if (!m_temporary.empty() && ::fsync(m_descriptor) != 0)
        fail(errno);
    const int descriptor = std::exchange(m_descriptor, -1);
    if (::close(descriptor) != 0) {
        const int error = errno;
        discard();
        fail(error);
    }
    if (m_temporary.empty())
        return;
    if (::rename(m_temporary.c_str(), m_file.c_str()) != 0) {
        const int error = errno;
        discard();
        fail(error);
    }
    m_temporary.clear();
    syncFolder(m_file.parent_path());
}

void AtomicFile::fail(int error) const
{
    throw Failure(ErrorCode::Output, std::string("cannot write the file: ") + std::strerror(error),
        m_file.string(), remedyFor(error));
}

void AtomicFile::discard()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
    m_temporary.clear();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "core/audio/byte_store.h"

#include "core/base/error.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace steerscope {

FileStore::FileStore(const std::filesystem::path& file)
    : m_descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644))
{
    if (m_descriptor < 0)
        throw Failure(ErrorCode::Output,
            "the file cannot be written: " + std::generic_category().message(errno), file.string(),
            "choose another folder");
    if (size() > 0) {
        ::close(m_descriptor);
        throw Failure(ErrorCode::Output, "the file exists already and is not overwritten", file.string(),
            "choose another name");
    }
}

FileStore::~FileStore()
{
    ::close(m_descriptor);
}

std::int64_t FileStore::write(const void* bytes, std::int64_t count)
{
    const char* from = static_cast<const char*>(bytes);
    std::int64_t done = 0;
    while (done < count) {
        const ssize_t wrote
            = ::pwrite(m_descriptor, from + done, static_cast<std::size_t>(count - done), m_position);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0) {
            m_problem = std::generic_category().message(wrote < 0 ? errno : ENOSPC);
            break;
        }
        done += wrote;
        m_position += wrote;
    }
    return done;
}

std::int64_t FileStore::size() const
{
    struct stat status { };
    return ::fstat(m_descriptor, &status) == 0 ? status.st_size : 0;
}

void FileStore::sync()
{
    ::fdatasync(m_descriptor);
}

} // namespace steerscope

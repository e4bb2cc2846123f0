// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/mapped_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace steerscope {

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file)
{
    return std::shared_ptr<const MappedFile>(new MappedFile(file));
}

MappedFile::MappedFile(const std::filesystem::path& file)
    : m_file(file)
{
    // O_NONBLOCK: opening a pipe by mistake must not wait for a writer.
    m_descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0)
        throw Failure(ErrorCode::Input, std::string("cannot open the file: ") + std::strerror(errno),
            file.string(), "check the path and its permissions");
    try {
        struct stat status { };
        if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode))
            throw Failure(ErrorCode::Input, "this is not an ordinary file", file.string());
        m_size = static_cast<std::size_t>(status.st_size);
        if (m_size == 0)
            return;
        void* mapped = ::mmap(nullptr, m_size, PROT_READ, MAP_SHARED, m_descriptor, 0);
        if (mapped == MAP_FAILED)
            throw Failure(
                ErrorCode::Input, std::string("cannot map the file: ") + std::strerror(errno), file.string());
        m_data = static_cast<const std::byte*>(mapped);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

MappedFile::~MappedFile()
{
    if (m_data)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
    ::close(m_descriptor);
}

void MappedFile::throwIfResized() const
{
    struct stat status { };
    if (::fstat(m_descriptor, &status) != 0 || static_cast<std::size_t>(status.st_size) != m_size)
        throw Failure(ErrorCode::Input, "the file changed while it was being read", m_file.string(),
            "wait until it is written completely and try again");
}

FileBytes aligned(const FileBytes& bytes, std::size_t alignment)
{
    if (reinterpret_cast<std::uintptr_t>(bytes.bytes.data()) % alignment == 0)
        return bytes;
    auto copy = std::make_shared<std::vector<std::byte>>(bytes.bytes.begin(), bytes.bytes.end());
    return {std::span<const std::byte>(*copy), copy, bytes.where};
}

void givePagesBack(std::span<const std::byte> mapped)
{
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = (reinterpret_cast<std::uintptr_t>(mapped.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(mapped.data() + mapped.size()) / page * page;
    if (end > begin) // a mere hint: nothing is lost when the system declines
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
// A file mapped read-only, and bytes that keep it mapped. No torch in this header.
//
// A mapping stays good when the file is deleted or replaced by rename, as atomic writers do. A file that
// another process cuts short in place loses its pages: reading them raises SIGBUS, which ends the process.
// That is why the readers copy everything they check (headers, directories, pickles) before they check it,
// look at the size again afterwards, and why models live in the engine's process and not in the window's.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace steerscope {

class MappedFile {
public:
    // Throws Failure(Input) for anything that is no readable ordinary file.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    // Throws Failure(Input) when the file no longer has the size it was mapped with.
    void throwIfResized() const;

private:
    explicit MappedFile(const std::filesystem::path& file);
    std::filesystem::path m_file;
    int m_descriptor = -1;
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

// Bytes of a file (or of memory, in tests), what keeps them alive, and how to call the file in a message.
struct FileBytes {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
    std::string where;
    bool mapped = false; // the bytes are a MappedFile's, whose pages can be given back and read again
};

// The same bytes at an address divisible by alignment: copied only when they are not there already.
FileBytes aligned(const FileBytes& bytes, std::size_t alignment);

// Gives the pages that lie wholly inside a range of a MappedFile back to the system; touched again they are
// read again. Never for other memory: its content would be lost.
void givePagesBack(std::span<const std::byte> mapped);

} // namespace steerscope

// SPDX-License-Identifier: MIT
// A file that appears whole or not at all: written to a temporary sibling, every write checked, fsync,
// rename. A full disk or a crash leaves the old file as it was. Something that is no ordinary file (a pipe,
// /dev/stdout) is written directly. All failures are Failure(Output) that names the file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace steerscope {

class AtomicFile {
public:
    explicit AtomicFile(const std::filesystem::path& file);
    ~AtomicFile(); // without commit(): nothing stays
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* data, std::size_t bytes);
    void write(std::string_view text) { write(text.data(), text.size()); }
    void commit();

private:
    [[noreturn]] void fail(int error) const;
    void discard();

    std::filesystem::path m_file;
    std::filesystem::path m_temporary; // empty: m_file is written directly
    int m_descriptor = -1;
};

} // namespace steerscope

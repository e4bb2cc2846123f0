// SPDX-License-Identifier: MIT
// Where a recording's bytes go. A recording writes through this rather than to a path, so that a full disk
// and a file beyond 4 GB can be tested without either.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace steerscope {

class ByteStore {
public:
    virtual ~ByteStore() = default;
    // Bytes written at the position, which moves on; fewer than `count` on failure, then problem() says why.
    virtual std::int64_t write(const void* bytes, std::int64_t count) = 0;
    virtual void seek(std::int64_t position) = 0;
    virtual std::int64_t position() const = 0;
    virtual std::int64_t size() const = 0;
    virtual void sync() = 0; // to the disk itself
    virtual std::string problem() const = 0; // of the last short write; empty if there was none
};

// A new file. An existing one that holds anything is never overwritten.
class FileStore : public ByteStore {
public:
    explicit FileStore(const std::filesystem::path& file); // throws Failure(Output)
    ~FileStore() override;
    FileStore(const FileStore&) = delete;
    FileStore& operator=(const FileStore&) = delete;

    std::int64_t write(const void* bytes, std::int64_t count) override;
    void seek(std::int64_t position) override { m_position = position; }
    std::int64_t position() const override { return m_position; }
    std::int64_t size() const override;
    void sync() override;
    std::string problem() const override { return m_problem; }

private:
    int m_descriptor = -1;
    std::int64_t m_position = 0;
    std::string m_problem;
};

} // namespace steerscope

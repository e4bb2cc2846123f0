// SPDX-License-Identifier: MIT
// Honest and dishonest tensor files, byte by byte.
#pragma once

#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace steerscope::test {

template <class T> std::string raw(T value)
{
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

inline std::string floats(const std::vector<float>& values)
{
    return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
}

// On the heap at exactly its size, so that a sanitizer sees a read beyond the end.
inline FileBytes bytesOf(const std::string& content)
{
    auto owner = std::make_shared<std::vector<std::byte>>(content.size());
    if (!content.empty())
        std::memcpy(owner->data(), content.data(), content.size());
    return {std::span<const std::byte>(*owner), owner, "test file"};
}

inline void writeFile(const std::filesystem::path& file, const std::string& content)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

// What f's Failure says; "" when it does not fail. Anything else that is thrown is the test's own failure.
template <class F> std::string failureOf(F&& f)
{
    try {
        f();
    } catch (const Failure& failure) {
        return failure.error().message();
    }
    return {};
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

inline std::string safetensors(const std::string& header, const std::string& data = {})
{
    return raw(static_cast<std::uint64_t>(header.size())) + header + data;
}

// One record of a zip, with everything that can be wrong about it.
struct ZipRecord {
    std::string name;
    std::string content;
    std::string localName = {}; // in the local header; empty: name
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::int64_t directoryBytes = -1; // size in the directory; -1: the content's
    std::int64_t localBytes = -1; // size in the local header; -1: the content's
    std::int64_t offset = -1; // of the local header as the directory gives it; -1: the true one
};

struct ZipQuirks {
    int claimedRecords = -1;
    std::string comment = {};
    std::string afterEnd = {};
    bool zip64 = false;
};

inline std::string zip(const std::vector<ZipRecord>& records, const ZipQuirks& quirks = {})
{
    std::string file;
    std::string directory;
    for (const ZipRecord& record : records) {
        const auto size = static_cast<std::uint32_t>(record.content.size());
        const auto offset = static_cast<std::uint32_t>(record.offset >= 0 ? record.offset : file.size());
        const auto inDirectory
            = static_cast<std::uint32_t>(record.directoryBytes >= 0 ? record.directoryBytes : size);
        const auto inHeader = static_cast<std::uint32_t>(record.localBytes >= 0 ? record.localBytes : size);
        const std::string& local = record.localName.empty() ? record.name : record.localName;
        file += raw(0x04034b50U) + raw<std::uint16_t>(20) + raw(record.flags) + raw(record.method)
            + raw<std::uint32_t>(0) + raw<std::uint32_t>(0) + raw(inHeader) + raw(inHeader)
            + raw(static_cast<std::uint16_t>(local.size())) + raw<std::uint16_t>(0) + local + record.content;
        directory += raw(0x02014b50U) + raw<std::uint16_t>(20) + raw<std::uint16_t>(20) + raw(record.flags)
            + raw(record.method) + raw<std::uint32_t>(0) + raw<std::uint32_t>(0) + raw(inDirectory)
            + raw(inDirectory) + raw(static_cast<std::uint16_t>(record.name.size())) + std::string(12, '\0')
            + raw(offset) + record.name;
    }
    const auto begin = static_cast<std::uint32_t>(file.size());
    const auto bytes = static_cast<std::uint32_t>(directory.size());
    const auto count = static_cast<std::uint16_t>(
        quirks.claimedRecords >= 0 ? quirks.claimedRecords : static_cast<int>(records.size()));
    file += directory;
    if (quirks.zip64) {
        const std::uint64_t end = file.size();
        file += raw(0x06064b50U) + raw<std::uint64_t>(44) + raw<std::uint32_t>(0) + raw<std::uint64_t>(0)
            + raw<std::uint64_t>(count) + raw<std::uint64_t>(count) + raw<std::uint64_t>(bytes)
            + raw<std::uint64_t>(begin);
        file += raw(0x07064b50U) + raw<std::uint32_t>(0) + raw(end) + raw<std::uint32_t>(1);
    }
    file += raw(0x06054b50U) + raw<std::uint32_t>(0) + raw(count) + raw(count) + raw(bytes) + raw(begin)
        + raw(static_cast<std::uint16_t>(quirks.comment.size())) + quirks.comment;
    return file + quirks.afterEnd;
}

// Opcodes of pickle protocol 2, as torch.save writes them.
namespace pickle {

inline const std::string kProtocol = "\x80\x02";
inline const std::string kStop = ".";

inline std::string text(const std::string& value)
{
    return "X" + raw(static_cast<std::uint32_t>(value.size())) + value;
}

inline std::string integer(std::int64_t value)
{
    if (value >= INT32_MIN && value <= INT32_MAX)
        return "J" + raw(static_cast<std::int32_t>(value));
    return std::string("\x8a\x08") + raw(value); // LONG1 of eight bytes
}

inline std::string name(const std::string& module, const std::string& member)
{
    return "c" + module + "\n" + member + "\n";
}

inline std::string tuple(const std::vector<std::int64_t>& values)
{
    std::string made = "(";
    for (const std::int64_t value : values)
        made += integer(value);
    return made + "t";
}

inline std::string storage(
    const std::string& key, std::int64_t elements, const std::string& type = "FloatStorage")
{
    return "(" + text("storage") + name("torch", type) + text(key) + text("cpu") + integer(elements) + "tQ";
}

inline std::string tensor(const std::string& storageCode, const std::vector<std::int64_t>& sizes,
    const std::vector<std::int64_t>& strides, std::int64_t offset = 0)
{
    return name("torch._utils", "_rebuild_tensor_v2") + "(" + storageCode + integer(offset) + tuple(sizes)
        + tuple(strides) + "\x89" + name("collections", "OrderedDict") + ")R" + "tR";
}

inline std::string dict(const std::string& items)
{
    return kProtocol + name("collections", "OrderedDict") + ")R(" + items + "u" + kStop;
}

} // namespace pickle

// A checkpoint with this data.pkl and one storage of these floats under the key "0".
inline std::string checkpoint(
    const std::string& dataPkl, const std::vector<float>& storage = {1, 2, 3, 4, 5, 6})
{
    return zip(
        {{"archive/data.pkl", dataPkl}, {"archive/data/0", floats(storage)}, {"archive/version", "3\n"}});
}

} // namespace steerscope::test

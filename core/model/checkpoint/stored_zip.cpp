// SPDX-License-Identifier: MIT
// Field offsets: PKWARE's APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14-16 (ends).
#include "core/model/checkpoint/stored_zip.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace steerscope {

namespace {

constexpr std::size_t kMaxRecords = 1'000'000;
constexpr std::size_t kMaxNameBytes = 1024;
constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kLocatorBytes = 20;
constexpr std::uint64_t kEnd64Bytes = 56;
constexpr std::uint64_t kLocalBytes = 30;
constexpr std::uint64_t kDirectoryEntryBytes = 46;
constexpr std::uint32_t kFull32 = 0xFFFFFFFF; // "look into the zip64 field"
constexpr std::uint16_t kAllowedFlags = 0x0808; // sizes follow the data; names are UTF-8

[[noreturn]] void refuse(const std::string& what, const std::string& where)
{
    throw Failure(ErrorCode::Input, what, where, "the file is damaged or was not written completely");
}

// Little-endian numbers, every one of them inside the file.
class Reader {
public:
    explicit Reader(const FileBytes& file)
        : m_file(file)
    {
    }

    std::uint64_t size() const { return m_file.bytes.size(); }
    template <class T> T at(std::uint64_t offset) const
    {
        T value{};
        std::memcpy(&value, bytes(offset, sizeof(T)).data(), sizeof(T));
        return value;
    }
    std::uint16_t u16(std::uint64_t offset) const { return at<std::uint16_t>(offset); }
    std::uint32_t u32(std::uint64_t offset) const { return at<std::uint32_t>(offset); }
    std::uint64_t u64(std::uint64_t offset) const { return at<std::uint64_t>(offset); }
    std::span<const std::byte> bytes(std::uint64_t offset, std::uint64_t count) const
    {
        if (offset > size() || count > size() - offset)
            fail("a zip structure lies outside the file");
        return m_file.bytes.subspan(offset, count);
    }
    std::string text(std::uint64_t offset, std::uint64_t count) const
    {
        const auto found = bytes(offset, count);
        return {reinterpret_cast<const char*>(found.data()), found.size()};
    }
    [[noreturn]] void fail(const std::string& what) const { refuse(what, m_file.where); }

private:
    const FileBytes& m_file;
};

struct Directory {
    std::uint64_t records = 0;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

Directory findDirectory64(const Reader& zip, std::uint64_t locator)
{
    const std::uint64_t end = zip.u64(locator + 8);
    if (zip.u32(locator + 4) != 0 || zip.u32(locator + 16) != 1)
        zip.fail("the zip archive has several parts");
    if (end > locator || locator - end != kEnd64Bytes || zip.u32(end) != 0x06064b50
        || zip.u64(end + 4) != kEnd64Bytes - 12)
        zip.fail("the zip64 end record is not where it should be");
    if (zip.u32(end + 16) != 0 || zip.u32(end + 20) != 0 || zip.u64(end + 24) != zip.u64(end + 32))
        zip.fail("the zip archive has several parts");
    const Directory directory{zip.u64(end + 32), zip.u64(end + 48), zip.u64(end + 40)};
    if (directory.offset > end || directory.bytes != end - directory.offset)
        zip.fail("the zip directory is not where it should be");
    return directory;
}

Directory findDirectory(const Reader& zip)
{
    if (zip.size() < kEndBytes || zip.u32(zip.size() - kEndBytes) != 0x06054b50)
        zip.fail("the zip archive has no end record");
    const std::uint64_t end = zip.size() - kEndBytes;
    if (zip.u16(end + 4) != 0 || zip.u16(end + 6) != 0 || zip.u16(end + 8) != zip.u16(end + 10))
        zip.fail("the zip archive has several parts");
    if (zip.u16(end + 20) != 0)
        zip.fail("the zip archive has a comment");
    const Directory small{zip.u16(end + 10), zip.u32(end + 16), zip.u32(end + 12)};
    if (end >= kLocatorBytes && zip.u32(end - kLocatorBytes) == 0x07064b50) {
        const Directory large = findDirectory64(zip, end - kLocatorBytes);
        const bool agree = (small.records == 0xFFFF || small.records == large.records)
            && (small.offset == kFull32 || small.offset == large.offset)
            && (small.bytes == kFull32 || small.bytes == large.bytes);
        if (!agree)
            zip.fail("the two end records of the zip archive contradict each other");
        return large;
    }
    if (small.offset > end || small.bytes != end - small.offset)
        zip.fail("the zip directory is not where it should be");
    return small;
}

struct Record {
    std::string name;
    std::uint64_t bytes = 0;
    std::uint64_t header = 0; // of the local header
    std::uint64_t data = 0;
};

// The zip64 field holds, in this order, those of size, stored size and offset that did not fit.
void readZip64(const Reader& zip, std::uint64_t extra, std::uint64_t extraBytes, Record& record,
    std::uint64_t& storedBytes)
{
    const std::uint64_t end = extra + extraBytes;
    while (extra + 4 <= end) {
        const std::uint16_t id = zip.u16(extra);
        const std::uint64_t next = extra + 4 + zip.u16(extra + 2);
        if (next > end)
            zip.fail("an extra field of '" + record.name + "' is longer than its place");
        std::uint64_t at = extra + 4;
        for (std::uint64_t* value : {&record.bytes, &storedBytes, &record.header}) {
            if (id != 1 || *value != kFull32)
                continue;
            if (at + 8 > next)
                zip.fail("the zip64 field of '" + record.name + "' is too short");
            *value = zip.u64(at);
            at += 8;
        }
        extra = next;
    }
}

void checkName(const Reader& zip, const std::string& name)
{
    const bool plain = !name.empty() && name.size() <= kMaxNameBytes && name.front() != '/'
        && name.find('\\') == std::string::npos && name.find('\0') == std::string::npos;
    if (!plain || ("/" + name + "/").find("/../") != std::string::npos)
        zip.fail("the zip archive has a record with the name '" + name + "'");
}

// The local header must say the same as the directory; where sizes follow the data it may leave them out.
void readLocalHeader(const Reader& zip, const Directory& directory, Record& record)
{
    const std::uint64_t at = record.header;
    if (at >= directory.offset || zip.u32(at) != 0x04034b50)
        zip.fail("record '" + record.name + "' has no header where the directory says");
    const std::uint16_t nameBytes = zip.u16(at + 26);
    if (zip.u16(at + 8) != 0 || zip.text(at + kLocalBytes, nameBytes) != record.name)
        zip.fail("the header of record '" + record.name + "' contradicts the directory");
    for (const std::uint64_t field : {at + 18, at + 22}) {
        const std::uint32_t size = zip.u32(field);
        const bool leftOut = size == kFull32 || (size == 0 && (zip.u16(at + 6) & 8) != 0);
        if (!leftOut && size != record.bytes)
            zip.fail("the header of record '" + record.name + "' gives another size than the directory");
    }
    record.data = at + kLocalBytes + nameBytes + zip.u16(at + 28);
    if (record.data > directory.offset || record.bytes > directory.offset - record.data)
        zip.fail("record '" + record.name + "' reaches beyond the archive's data");
}

// Moves `at` on to the next entry.
Record readRecord(const Reader& zip, const Directory& directory, std::uint64_t& at)
{
    if (zip.u32(at) != 0x02014b50)
        zip.fail("the zip directory has fewer records than it claims");
    const std::uint16_t nameBytes = zip.u16(at + 28);
    const std::uint16_t extraBytes = zip.u16(at + 30);
    Record record{zip.text(at + kDirectoryEntryBytes, nameBytes), zip.u32(at + 24), zip.u32(at + 42), 0};
    checkName(zip, record.name);
    if ((zip.u16(at + 8) & ~kAllowedFlags) != 0)
        zip.fail("record '" + record.name + "' is encrypted or of a kind that torch.save never writes");
    std::uint64_t storedBytes = zip.u32(at + 20);
    readZip64(zip, at + kDirectoryEntryBytes + nameBytes, extraBytes, record, storedBytes);
    if (zip.u16(at + 10) != 0)
        zip.fail("record '" + record.name + "' is compressed, which torch.save never does");
    if (storedBytes != record.bytes)
        zip.fail("record '" + record.name + "' has two different sizes");
    readLocalHeader(zip, directory, record);
    at += kDirectoryEntryBytes + nameBytes + extraBytes + zip.u16(at + 32);
    return record;
}

void checkOverlap(const Reader& zip, std::vector<Record> records)
{
    std::sort(
        records.begin(), records.end(), [](const Record& a, const Record& b) { return a.header < b.header; });
    for (std::size_t i = 1; i < records.size(); ++i)
        if (records[i].header < records[i - 1].data + records[i - 1].bytes)
            zip.fail("the records '" + records[i - 1].name + "' and '" + records[i].name + "' overlap");
}

std::string topFolder(const Reader& zip, const std::string& name)
{
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos)
        zip.fail("record '" + name + "' lies outside the archive's folder");
    return name.substr(0, slash + 1);
}

} // namespace

ZipRecords readStoredZip(const FileBytes& file)
{
    const Reader whole(file);
    const Directory directory = findDirectory(whole);
    if (directory.records > kMaxRecords)
        whole.fail("the zip archive claims " + std::to_string(directory.records) + " records");
    std::vector<Record> records;
    std::uint64_t at = directory.offset;
    for (std::uint64_t i = 0; i < directory.records; ++i)
        records.push_back(readRecord(whole, directory, at));
    if (at != directory.offset + directory.bytes)
        whole.fail("the zip directory has more records than it claims");
    checkOverlap(whole, records);

    ZipRecords byName;
    for (const Record& record : records) {
        const std::string top = topFolder(whole, records.front().name);
        if (!record.name.starts_with(top))
            whole.fail("record '" + record.name + "' lies outside the folder '" + top + "'");
        const auto data = whole.bytes(record.data, record.bytes);
        if (!byName.emplace(record.name.substr(top.size()), data).second)
            whole.fail("the zip archive has two records with the name '" + record.name + "'");
    }
    return byName;
}

} // namespace steerscope

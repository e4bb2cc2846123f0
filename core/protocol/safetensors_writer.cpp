// SPDX-License-Identifier: MIT
#include "core/protocol/safetensors_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <string_view>

namespace steerscope {

namespace {

static_assert(std::endian::native == std::endian::little, "tensor data are written as they lie in memory");

struct DTypeSize {
    std::string_view name;
    std::size_t bytes;
};

constexpr std::array kDTypes{
    DTypeSize{"F64", 8},
    DTypeSize{"I64", 8},
    DTypeSize{"U64", 8},
    DTypeSize{"F32", 4},
    DTypeSize{"I32", 4},
    DTypeSize{"U32", 4},
    DTypeSize{"BF16", 2},
    DTypeSize{"F16", 2},
    DTypeSize{"I16", 2},
    DTypeSize{"U16", 2},
    DTypeSize{"I8", 1},
    DTypeSize{"U8", 1},
    DTypeSize{"BOOL", 1},
};

std::size_t itemBytes(const SafetensorsEntry& entry)
{
    for (const DTypeSize& known : kDTypes)
        if (known.name == entry.dtype)
            return known.bytes;
    throw Failure(ErrorCode::Internal, "safetensors has no dtype '" + entry.dtype + "'", entry.name);
}

void check(const std::vector<SafetensorsEntry>& entries)
{
    std::set<std::string_view> names{"__metadata__"};
    for (const SafetensorsEntry& entry : entries) {
        if (!names.insert(entry.name).second)
            throw Failure(ErrorCode::Internal, "a tensor name is used twice", entry.name);
        std::size_t expected = itemBytes(entry);
        for (const std::int64_t size : entry.shape)
            if (size < 0 || __builtin_mul_overflow(expected, static_cast<std::size_t>(size), &expected))
                throw Failure(ErrorCode::Internal, "a tensor's shape makes no sense", entry.name);
        if (expected != entry.bytes)
            throw Failure(ErrorCode::Internal,
                "a tensor has " + std::to_string(entry.bytes) + " bytes, its shape says "
                    + std::to_string(expected),
                entry.name);
    }
}

std::string headerText(
    const std::vector<const SafetensorsEntry*>& entries, const std::map<std::string, std::string>& metadata)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::size_t offset = 0;
    for (const SafetensorsEntry* entry : entries) {
        header[entry->name] = {{"dtype", entry->dtype}, {"shape", entry->shape},
            {"data_offsets", {offset, offset + entry->bytes}}};
        offset += entry->bytes;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data begin at a multiple of 8
    return text;
}

} // namespace

void writeSafetensorsFile(const std::filesystem::path& file, const std::vector<SafetensorsEntry>& entries,
    const std::map<std::string, std::string>& metadata)
{
    check(entries);
    std::vector<const SafetensorsEntry*> ordered;
    ordered.reserve(entries.size());
    for (const SafetensorsEntry& entry : entries)
        ordered.push_back(&entry);
    std::stable_sort(ordered.begin(), ordered.end(),
        [](const SafetensorsEntry* a, const SafetensorsEntry* b) { return itemBytes(*a) > itemBytes(*b); });

    const std::string header = headerText(ordered, metadata);
    const std::uint64_t length = header.size();
    AtomicFile output(file);
    output.write(&length, sizeof length);
    output.write(header);
    for (const SafetensorsEntry* entry : ordered)
        output.write(entry->data, entry->bytes);
    output.commit();
}

} // namespace steerscope

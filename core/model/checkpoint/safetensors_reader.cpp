// SPDX-License-Identifier: MIT
// The safetensors format: u64 length of the header, a JSON header, the data. Every check of the format's own
// reader is made here in the same order, and a few more: no name twice, sizes that fit int64, no unknown
// keys.
#include "core/model/checkpoint/tensor_bytes.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace steerscope {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr std::size_t kHeaderDepth = 3; // header, tensor, shape

[[noreturn]] void refuse(const std::string& what, const std::string& where)
{
    throw Failure(
        ErrorCode::Input, what, where, "the file is damaged or was not written completely: fetch it again");
}

// The header is copied before anything in it is looked at: the file may change under the mapping.
std::string copyHeader(const FileBytes& file)
{
    const std::uint64_t size = file.bytes.size();
    if (size < kLengthBytes)
        refuse("a safetensors file has at least 8 bytes, this one has " + std::to_string(size), file.where);
    std::uint64_t length = 0;
    std::memcpy(&length, file.bytes.data(), sizeof length);
    if (length > kMaxHeaderBytes)
        refuse("the safetensors header claims " + std::to_string(length) + " bytes, at most "
                + std::to_string(kMaxHeaderBytes) + " are allowed",
            file.where);
    if (length > size - kLengthBytes)
        refuse("the safetensors header claims " + std::to_string(length) + " bytes, the file has "
                + std::to_string(size - kLengthBytes) + " after the length",
            file.where);
    std::string text(reinterpret_cast<const char*>(file.bytes.data()) + kLengthBytes, length);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || text[first] != '{')
        refuse("the safetensors header does not begin with '{'", file.where);
    return text;
}

struct Entry {
    TensorView view;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

std::uint64_t unsignedNumber(const Json& value, const std::string& what, const std::string& where)
{
    if (!value.is_number_unsigned())
        refuse(what + " is " + value.dump() + ", not a whole number from 0", where);
    return value.get<std::uint64_t>();
}

DType dtypeOf(const Json& value, const std::string& tensor, const std::string& where)
{
    if (!value.is_string())
        refuse("the dtype of " + tensor + " is not a text", where);
    const std::string name = value.get<std::string>();
    if (const auto dtype = dtypeOfSafetensors(name))
        return *dtype;
    throw Failure(ErrorCode::Input, tensor + " has the dtype '" + name + "', which is not supported", where,
        "use a float32, float16 or bfloat16 version of the model");
}

std::vector<std::int64_t> shapeOf(const Json& value, const std::string& tensor, const std::string& where)
{
    if (!value.is_array())
        refuse("the shape of " + tensor + " is not a list", where);
    std::vector<std::int64_t> shape;
    for (const Json& size : value) {
        const std::uint64_t number = unsignedNumber(size, "a size of " + tensor, where);
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse("a size of " + tensor + " is " + std::to_string(number), where);
        shape.push_back(static_cast<std::int64_t>(number));
    }
    return shape;
}

Entry readEntry(const std::string& name, const Json& value, const std::string& where)
{
    const std::string tensor = "tensor '" + name + "'";
    if (name.empty() || name.size() > kMaxNameBytes)
        refuse("a tensor name has " + std::to_string(name.size()) + " bytes", where);
    if (!value.is_object())
        refuse("the entry of " + tensor + " is not an object", where);
    for (const auto& [key, unused] : value.items())
        if (key != "dtype" && key != "shape" && key != "data_offsets")
            refuse("the entry of " + tensor + " has an unknown key '" + key + "'", where);
    for (const char* key : {"dtype", "shape", "data_offsets"})
        if (!value.contains(key))
            refuse("the entry of " + tensor + " has no '" + key + "'", where);

    Entry entry;
    entry.view.name = name;
    entry.view.dtype = dtypeOf(value["dtype"], tensor, where);
    entry.view.shape = shapeOf(value["shape"], tensor, where);
    const Json& offsets = value["data_offsets"];
    if (!offsets.is_array() || offsets.size() != 2)
        refuse("the data_offsets of " + tensor + " are not two numbers", where);
    entry.begin = unsignedNumber(offsets[0], "a data offset of " + tensor, where);
    entry.end = unsignedNumber(offsets[1], "a data offset of " + tensor, where);
    if (entry.end < entry.begin)
        refuse("the data of " + tensor + " end before they begin", where);
    return entry;
}

void checkMetadata(const Json& metadata, const std::string& where)
{
    const bool texts = metadata.is_object()
        && std::all_of(metadata.begin(), metadata.end(), [](const Json& value) { return value.is_string(); });
    if (!texts)
        refuse("__metadata__ is not a map from text to text", where);
}

std::vector<Entry> readEntries(const FileBytes& file, const std::string& header)
{
    const JsonLimits limits{kMaxHeaderBytes, kHeaderDepth, kMaxTensors * (kMaxRank + 6)};
    const Json json = parseStrictJson(header, file.where, limits);
    if (json.size() > kMaxTensors + 1)
        refuse("more than " + std::to_string(kMaxTensors) + " tensors", file.where);
    std::vector<Entry> entries;
    for (const auto& [name, value] : json.items()) {
        if (name == "__metadata__")
            checkMetadata(value, file.where);
        else
            entries.push_back(readEntry(name, value, file.where));
    }
    std::sort(entries.begin(), entries.end(),
        [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    return entries;
}

// No hole, no overlap, as many bytes as shape and dtype say.
void checkEntry(const Entry& entry, std::uint64_t expectedBegin, const std::string& where)
{
    const std::string tensor = "tensor '" + entry.view.name + "'";
    if (entry.begin != expectedBegin)
        refuse("the data of " + tensor + " begin at " + std::to_string(entry.begin) + ", expected "
                + std::to_string(expectedBegin) + " (a hole or an overlap)",
            where);
    const std::int64_t elements = checkedElements(entry.view.shape, entry.view.name, where);
    std::uint64_t bytes = 0;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(elements), itemSize(entry.view.dtype), &bytes))
        refuse("the shape of " + tensor + " overflows", where);
    if (entry.end - entry.begin != bytes)
        refuse(tensor + " of shape " + entry.view.shapeText() + " and dtype " + dtypeName(entry.view.dtype)
                + " needs " + std::to_string(bytes) + " bytes, its offsets give "
                + std::to_string(entry.end - entry.begin),
            where);
}

} // namespace

TensorMap safetensorsFromBytes(const FileBytes& file)
{
    refuseForeignFormat(file);
    const std::string header = copyHeader(file);
    std::vector<Entry> entries = readEntries(file, header);
    std::uint64_t end = 0;
    for (const Entry& entry : entries) {
        checkEntry(entry, end, file.where);
        end = entry.end;
    }
    const std::uint64_t dataBytes = file.bytes.size() - kLengthBytes - header.size();
    if (end != dataBytes)
        refuse("the tensors need " + std::to_string(end) + " bytes of data, the file has "
                + std::to_string(dataBytes),
            file.where);

    TensorMap tensors;
    for (Entry& entry : entries) {
        const auto bytes
            = file.bytes.subspan(kLengthBytes + header.size() + entry.begin, entry.end - entry.begin);
        const FileBytes data
            = aligned({bytes, file.owner, file.where, file.mapped}, itemSize(entry.view.dtype));
        entry.view.data = data.bytes.data();
        entry.view.owner = data.owner;
        entry.view.mapped = data.mapped;
        entry.view.strides = contiguousStrides(entry.view.shape);
        tensors.emplace(entry.view.name, std::move(entry.view));
    }
    return tensors;
}

} // namespace steerscope

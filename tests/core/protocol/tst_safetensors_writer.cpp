// SPDX-License-Identifier: MIT
// The expected bytes are written out by hand from the format's description (8-byte header length, JSON padded
// with spaces to a multiple of 8, data without holes).
#include "core/base/error.h"
#include "core/protocol/safetensors_writer.h"

#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <iterator>

using namespace steerscope;

namespace {

std::string readAll(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

ErrorCode codeOf(const std::filesystem::path& file, const std::vector<SafetensorsEntry>& entries)
{
    try {
        writeSafetensorsFile(file, entries);
    } catch (const Failure& failure) {
        return failure.error().code;
    }
    return ErrorCode::Cancelled; // none of those expected below
}

} // namespace

TEST_CASE("the file holds what the format says, wide items first")
{
    const test::TemporaryFolder folder;
    const std::array<std::uint8_t, 3> bytes{1, 2, 3};
    const std::array<float, 2> floats{1.0F, -2.0F};
    const std::filesystem::path file = folder.path() / "x.safetensors";
    writeSafetensorsFile(file,
        {{"b", "U8", {3}, bytes.data(), 3}, {"a", "F32", {1, 2}, floats.data(), 8},
            {"none", "F32", {2, 0}, nullptr, 0}},
        {{"made_by", "test"}});

    std::string header = R"({"__metadata__":{"made_by":"test"},)"
                         R"("a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
                         R"("none":{"dtype":"F32","shape":[2,0],"data_offsets":[8,8]},)"
                         R"("b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}})";
    while (header.size() % 8 != 0)
        header += ' ';
    const std::string length{
        static_cast<char>(header.size() % 256), static_cast<char>(header.size() / 256), 0, 0, 0, 0, 0, 0};
    const std::string data("\x00\x00\x80\x3f\x00\x00\x00\xc0\x01\x02\x03", 11);
    CHECK(readAll(file) == length + header + data);
}

TEST_CASE("entries that contradict themselves are refused and nothing is written")
{
    const test::TemporaryFolder folder;
    const std::array<float, 2> floats{};
    const std::filesystem::path file = folder.path() / "x.safetensors";
    CHECK(codeOf(file, {{"a", "F32", {3}, floats.data(), 8}}) == ErrorCode::Internal);
    CHECK(codeOf(file, {{"a", "F31", {2}, floats.data(), 8}}) == ErrorCode::Internal);
    CHECK(codeOf(file, {{"a", "F32", {-2}, floats.data(), 8}}) == ErrorCode::Internal);
    CHECK(codeOf(file, {{"a", "F32", {INT64_MAX, INT64_MAX}, floats.data(), 8}}) == ErrorCode::Internal);
    const SafetensorsEntry entry{"a", "F32", {2}, floats.data(), 8};
    CHECK(codeOf(file, {entry, entry}) == ErrorCode::Internal);
    CHECK(std::filesystem::is_empty(folder.path()));
}

// SPDX-License-Identifier: MIT
// Checked against the format's description, the checks of its own reader, and what other readers got wrong
// (integers that wrap, negative offsets, unknown dtypes).
#include "core/model/checkpoint/tensor_bytes.h"
#include "core/model/checkpoint/tensor_file.h"

#include "tests/core/model/checkpoint/file_builders.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <array>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::string failure(const std::string& content)
{
    return failureOf([&] { safetensorsFromBytes(bytesOf(content)); });
}

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets)
{
    return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets)
{
    return R"({"a":)" + entry(dtype, shape, offsets) + "}";
}

struct Lie {
    const char* name;
    std::string content;
    const char* expected; // part of the message
};

} // namespace

TEST_CASE("tensors of a good file")
{
    const std::string header = R"({"__metadata__":{"format":"pt"},"b":)" + entry("F32", "[2,2]", "[0,16]")
        + R"(,"a":)" + entry("I64", "[]", "[16,24]") + R"(,"empty":)" + entry("F16", "[2,0]", "[24,24]")
        + "}";
    const std::string data = floats({1, 2, 3, 4}) + raw<std::int64_t>(-7);
    for (const std::string& padding : {std::string(), std::string("   "), std::string("  \n")}) {
        // Leading and trailing blanks are legal; some lengths leave the data unaligned.
        const TensorMap tensors
            = safetensorsFromBytes(bytesOf(safetensors(padding + header + padding, data)));
        REQUIRE(tensors.size() == 3);
        const TensorView& b = tensors.at("b");
        CHECK(b.dtype == DType::Float32);
        CHECK(b.shape == std::vector<std::int64_t>{2, 2});
        CHECK(b.strides == std::vector<std::int64_t>{2, 1});
        CHECK(reinterpret_cast<std::uintptr_t>(b.data) % sizeof(float) == 0);
        CHECK(std::memcmp(b.data, data.data(), 16) == 0);
        CHECK(tensors.at("a").elements() == 1);
        CHECK(*reinterpret_cast<const std::int64_t*>(tensors.at("a").data) == -7);
        CHECK(tensors.at("empty").elements() == 0);
        CHECK(tensors.at("empty").shapeText() == "[2, 0]");
    }
}

TEST_CASE("views outlive the map they came from")
{
    TensorView view;
    {
        const TemporaryFolder folder;
        writeFile(folder.path() / "x.safetensors", safetensors(one("F32", "[1]", "[0,4]"), floats({42})));
        view = readSafetensors(folder.path() / "x.safetensors").at("a");
    } // the file is deleted, the mapping stays
    CHECK(*reinterpret_cast<const float*>(view.data) == 42.0F);
}

TEST_CASE("every lie of a safetensors file is named")
{
    const std::string four = floats({1});
    const std::vector<Lie> lies{
        {"empty", "", "at least 8 bytes"},
        {"shorter than a length", "1234567", "at least 8 bytes, this one has 7"},
        {"length beyond the limit", raw<std::uint64_t>(100'000'001) + "{}", "at most 100000000"},
        {"length that overflows when 8 is added", raw<std::uint64_t>(UINT64_MAX - 3) + "{}",
            "at most 100000000"},
        {"length beyond the file", raw<std::uint64_t>(200) + "{}", "claims 200 bytes, the file has 2"},
        {"no object", safetensors("[1]"), "does not begin with '{'"},
        {"only blanks", safetensors("    "), "does not begin with '{'"},
        {"byte order mark", safetensors("\xEF\xBB\xBF{}"), "does not begin with '{'"},
        {"not JSON", safetensors("{\"a\":"), "not valid JSON"},
        {"not UTF-8", safetensors("{\"\xff\xfe\":1}"), "not valid JSON"},
        {"garbage after the header", safetensors("{} {}"), "not valid JSON"},
        {"zero byte after the header", safetensors(std::string("{}\0", 3)), "zero byte"},
        {"nested too deep", safetensors(R"({"a":{"shape":[[1]]}})"), "nested deeper than 3"},
        {"name twice",
            safetensors(
                R"({"a":)" + entry("F32", "[1]", "[0,4]") + R"(,"a":)" + entry("F32", "[1]", "[0,4]") + "}",
                four),
            "the key 'a' occurs twice"},
        {"field twice",
            safetensors(R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four),
            "the key 'dtype' occurs twice"},
        {"metadata not text", safetensors(R"({"__metadata__":{"n":1}})"), "__metadata__"},
        {"metadata not a map", safetensors(R"({"__metadata__":["n"]})"), "__metadata__"},
        {"entry not an object", safetensors(R"({"a":7})"), "is not an object"},
        {"no name", safetensors(R"({"":)" + entry("F32", "[1]", "[0,4]") + "}", four), "name has 0 bytes"},
        {"missing dtype", safetensors(R"({"a":{"shape":[1],"data_offsets":[0,4]}})", four), "has no 'dtype'"},
        {"missing shape", safetensors(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", four),
            "has no 'shape'"},
        {"missing offsets", safetensors(R"({"a":{"dtype":"F32","shape":[1]}})", four),
            "has no 'data_offsets'"},
        {"unknown key", safetensors(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}})", four),
            "unknown key 'x'"},
        {"dtype not a text", safetensors(R"({"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}})", four),
            "is not a text"},
        {"dtype of the format that no model uses", safetensors(one("F8_E4M3", "[4]", "[0,4]"), four),
            "'F8_E4M3'"},
        {"dtype of no format", safetensors(one("F33", "[1]", "[0,4]"), four), "'F33'"},
        {"shape not a list", safetensors(one("F32", "1", "[0,4]"), four), "not a list"},
        {"negative size", safetensors(one("F32", "[-1]", "[0,4]"), four), "-1, not a whole number"},
        {"size with a fraction", safetensors(one("F32", "[1.0]", "[0,4]"), four), "not a whole number"},
        {"size beyond int64", safetensors(one("F32", "[9223372036854775808]", "[0,4]"), four),
            "9223372036854775808"},
        {"size beyond uint64", safetensors(one("F32", "[18446744073709551616]", "[0,4]"), four),
            "not a whole number"},
        {"nine dimensions", safetensors(one("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), four), "9 dimensions"},
        {"one offset", safetensors(one("F32", "[1]", "[0]"), four), "not two numbers"},
        {"negative offset", safetensors(one("F32", "[1]", "[-4,0]"), four), "not a whole number"},
        {"end before begin", safetensors(one("F32", "[1]", "[4,0]"), four), "end before they begin"},
        {"hole at the begin", safetensors(one("F32", "[1]", "[4,8]"), four + four), "begin at 4, expected 0"},
        {"hole between",
            safetensors(
                R"({"a":)" + entry("F32", "[1]", "[0,4]") + R"(,"b":)" + entry("F32", "[1]", "[8,12]") + "}",
                four + four + four),
            "begin at 8, expected 4"},
        {"overlap",
            safetensors(
                R"({"a":)" + entry("F32", "[2]", "[0,8]") + R"(,"b":)" + entry("F32", "[1]", "[4,8]") + "}",
                four + four),
            "begin at 4, expected 8"},
        {"fewer bytes than the shape needs", safetensors(one("F32", "[2]", "[0,4]"), four),
            "needs 8 bytes, its offsets give 4"},
        {"more bytes than the shape needs", safetensors(one("F32", "[1]", "[0,8]"), four + four),
            "needs 4 bytes, its offsets give 8"},
        {"product wraps to zero", safetensors(one("F32", "[4294967296,4294967296]", "[0,0]")), "overflows"},
        {"product overflows before a zero",
            safetensors(one("F32", "[9223372036854775807,9223372036854775807,0]", "[0,0]")), "overflows"},
        {"bytes overflow", safetensors(one("F64", "[4611686018427387904]", "[0,0]")), "overflows"},
        {"bytes after the data", safetensors(one("F32", "[1]", "[0,4]"), four + "PK"),
            "need 4 bytes of data, the file has 6"},
        {"data cut off", safetensors(one("F32", "[2]", "[0,8]"), four),
            "need 8 bytes of data, the file has 4"},
        {"data without tensors", safetensors("{}", four), "need 0 bytes of data, the file has 4"},
        {"Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"},
    };
    for (const Lie& lie : lies) {
        INFO(lie.name);
        const std::string message = failure(lie.content);
        INFO(message);
        CHECK(contains(message, lie.expected));
        CHECK(contains(message, "test file"));
    }
}

TEST_CASE("a file cut at any byte is refused, never read past its end")
{
    const std::string whole = safetensors(
        R"({"a":)" + entry("F32", "[2]", "[0,8]") + R"(,"b":)" + entry("U8", "[3]", "[8,11]") + "}",
        floats({1, 2}) + "xyz");
    CHECK(failure(whole).empty());
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_FALSE(failure(whole.substr(0, length)).empty());
}

TEST_CASE("every byte of a header may be wrong")
{
    const std::string whole = safetensors(one("F32", "[2]", "[0,8]"), floats({1, 2}));
    int refused = 0;
    for (std::size_t at = 0; at + 8 < whole.size(); ++at)
        for (const char value : {'\0', '"', '9', '\xff'}) {
            std::string changed = whole;
            changed[at] = value;
            try {
                const TensorMap tensors = safetensorsFromBytes(bytesOf(changed));
                for (const auto& [name, view] : tensors)
                    CHECK(view.elements() * itemSize(view.dtype) == 8);
            } catch (const Failure&) {
                ++refused;
            }
        }
    CHECK(refused > 100);
}

TEST_CASE("what cannot be opened is said")
{
    const TemporaryFolder folder;
    CHECK(contains(failureOf([&] { readSafetensors(folder.path() / "none"); }), "cannot open the file"));
    CHECK(contains(failureOf([&] { readSafetensors(folder.path()); }), "not an ordinary file"));
}

TEST_CASE("written and read back")
{
    const TemporaryFolder folder;
    const std::array<float, 3> values{1.5F, -2.0F, 1e-30F};
    const std::array<std::uint16_t, 1> half{0x3c00};
    writeSafetensors(folder.path() / "t.safetensors",
        {{"h", DType::Float16, {1}, half.data()}, {"v", DType::Float32, {3, 1}, values.data()}});
    const TensorMap tensors = readTensorFile(folder.path() / "t.safetensors");
    CHECK(tensors.at("v").shape == std::vector<std::int64_t>{3, 1});
    CHECK(std::memcmp(tensors.at("v").data, values.data(), sizeof values) == 0);
    CHECK(tensors.at("h").dtype == DType::Float16);
    CHECK_THROWS_AS(writeSafetensors(folder.path() / "none" / "t.safetensors", {}), Failure);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "none"));
}

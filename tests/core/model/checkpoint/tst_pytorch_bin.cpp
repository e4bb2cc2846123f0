// SPDX-License-Identifier: MIT
// Checked against files built opcode by opcode as Python's pickle writes them, and against what crashed other
// readers: sizes beyond the storage, odd items, deep nesting, absurd memo numbers, compressed records.
#include "core/model/checkpoint/tensor_bytes.h"

#include "tests/core/model/checkpoint/file_builders.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::string failure(const std::string& content)
{
    return failureOf([&] { pytorchBinFromBytes(bytesOf(content)); });
}

// A state dict with one tensor "a".
std::string stateDict(const std::string& tensorCode)
{
    return pickle::dict(pickle::text("a") + tensorCode);
}

std::string tensorOf(const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& strides,
    std::int64_t offset = 0, std::int64_t elements = 6)
{
    return stateDict(pickle::tensor(pickle::storage("0", elements), sizes, strides, offset));
}

std::string withRecords(const std::vector<ZipRecord>& more, const ZipQuirks& quirks = {})
{
    std::vector<ZipRecord> records{{"archive/data.pkl", tensorOf({2, 3}, {3, 1})},
        {"archive/data/0", floats({1, 2, 3, 4, 5, 6})}, {"archive/version", "3\n"}};
    records.insert(records.end(), more.begin(), more.end());
    return zip(records, quirks);
}

struct Lie {
    const char* name;
    std::string content;
    const char* expected; // part of the message
};

void checkLies(const std::vector<Lie>& lies)
{
    for (const Lie& lie : lies) {
        INFO(lie.name);
        const std::string message = failure(lie.content);
        INFO(message);
        CHECK(contains(message, lie.expected));
        CHECK(contains(message, "test file"));
    }
}

} // namespace

TEST_CASE("a state dict with shared, strided and shifted tensors")
{
    const std::string items = pickle::text("whole") + pickle::tensor(pickle::storage("0", 6), {2, 3}, {3, 1})
        + pickle::text("transposed") + pickle::tensor(pickle::storage("0", 6), {3, 2}, {1, 3})
        + pickle::text("tail") + pickle::tensor(pickle::storage("0", 6), {2}, {1}, 4) + pickle::text("scalar")
        + pickle::tensor(pickle::storage("0", 6), {}, {}, 5) + pickle::text("empty")
        + pickle::tensor(pickle::storage("0", 6), {0, 4}, {4, 1}, 6) + pickle::text("parameter")
        + pickle::name("torch._utils", "_rebuild_parameter") + "("
        + pickle::tensor(pickle::storage("0", 6), {6}, {1}) + "\x88"
        + pickle::name("collections", "OrderedDict") + ")RtR";
    // "_metadata", which every state dict of a module carries, is set with BUILD.
    const std::string metadata
        = "}" + pickle::text("_metadata") + pickle::name("collections", "OrderedDict") + ")R" + "s" + "b";
    const std::string code = pickle::kProtocol + pickle::name("collections", "OrderedDict") + ")Rq\x01("
        + items + "u" + metadata + pickle::kStop;
    const TensorMap tensors = pytorchBinFromBytes(bytesOf(checkpoint(code)));
    REQUIRE(tensors.size() == 6);
    const auto at = [&](const char* name, std::int64_t offset) {
        return reinterpret_cast<const float*>(tensors.at(name).data)[offset];
    };
    CHECK(at("whole", 5) == 6.0F);
    CHECK(tensors.at("transposed").strides == std::vector<std::int64_t>{1, 3});
    CHECK(at("transposed", 0) == 1.0F);
    CHECK(at("tail", 1) == 6.0F);
    CHECK(at("scalar", 0) == 6.0F);
    CHECK(tensors.at("scalar").shape.empty());
    CHECK(tensors.at("empty").elements() == 0);
    CHECK(at("parameter", 3) == 4.0F);
    CHECK(tensors.at("whole").data == tensors.at("transposed").data);
}

TEST_CASE("dtypes of storages")
{
    const auto dtypeOf = [](const std::string& type, std::int64_t elements) {
        const std::string code
            = stateDict(pickle::tensor(pickle::storage("0", elements, type), {elements}, {1}));
        return pytorchBinFromBytes(bytesOf(checkpoint(code))).at("a").dtype;
    };
    CHECK(dtypeOf("HalfStorage", 12) == DType::Float16);
    CHECK(dtypeOf("BFloat16Storage", 12) == DType::BFloat16);
    CHECK(dtypeOf("LongStorage", 3) == DType::Int64);
    CHECK(dtypeOf("ByteStorage", 24) == DType::UInt8);
}

TEST_CASE("a zip64 archive, as PyTorch writes, and one whose sizes follow the data")
{
    CHECK(failure(withRecords({}, {-1, {}, {}, true})).empty());
    CHECK(failure(withRecords({{"archive/byteorder", "little", {}, 0x0808, 0, -1, 0}})).empty());
}

TEST_CASE("every lie about a tensor is named")
{
    checkLies({
        {"elements beyond the record", checkpoint(tensorOf({6}, {1}, 0, 1 << 20)),
            "claims a storage of 1048576"},
        {"fewer elements than the record", checkpoint(tensorOf({2}, {1}, 0, 2)),
            "the record 'data/0' has 24 bytes"},
        {"elements times bytes wraps", checkpoint(tensorOf({2}, {1}, 0, (std::int64_t{1} << 62) + 6)),
            "claims a storage of"},
        {"negative elements", checkpoint(tensorOf({2}, {1}, 0, -6)), "claims a storage of -6"},
        {"sizes beyond the storage", checkpoint(tensorOf({2, 4}, {4, 1})), "reaches beyond its storage of 6"},
        {"strides beyond the storage", checkpoint(tensorOf({2, 3}, {4, 1})), "reaches beyond its storage"},
        {"offset beyond the storage", checkpoint(tensorOf({2}, {1}, 5)), "reaches beyond its storage"},
        {"negative offset", checkpoint(tensorOf({2}, {1}, -100000)), "reaches beyond its storage"},
        {"negative size", checkpoint(tensorOf({-2}, {1})), "negative size or stride"},
        {"negative stride", checkpoint(tensorOf({2}, {-1}, 3)), "negative size or stride"},
        {"sizes overflow", checkpoint(tensorOf({std::int64_t{1} << 32, std::int64_t{1} << 32}, {1, 1})),
            "overflows"},
        {"reach overflows", checkpoint(tensorOf({3, 2}, {INT64_MAX, 1})), "reaches beyond its storage"},
        {"more elements than the storage, all of them the same one", checkpoint(tensorOf({1 << 30}, {0})),
            "reaches beyond its storage"},
        {"nine dimensions", checkpoint(tensorOf({1, 1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1})),
            "9 dimensions"},
        {"record missing", checkpoint(stateDict(pickle::tensor(pickle::storage("1", 6), {6}, {1}))),
            "'data/1', which is not in the archive"},
        {"record outside", checkpoint(stateDict(pickle::tensor(pickle::storage("../data/0", 6), {6}, {1}))),
            "which is not in the archive"},
        {"sizes and strides of different rank", checkpoint(tensorOf({2, 3}, {1})),
            "arguments that do not fit"},
        {"a tensor of no storage", checkpoint(stateDict(pickle::tensor("N", {6}, {1}))),
            "arguments that do not fit"},
        {"sizes that are no numbers",
            checkpoint(
                stateDict(pickle::name("torch._utils", "_rebuild_tensor_v2") + "(" + pickle::storage("0", 6)
                    + pickle::integer(0) + "(Nt" + pickle::tuple({1}) + "\x89" + "NtR")),
            "arguments that do not fit"},
        {"name twice",
            checkpoint(pickle::dict(pickle::text("a") + pickle::tensor(pickle::storage("0", 6), {6}, {1})
                + pickle::text("a") + pickle::tensor(pickle::storage("0", 6), {6}, {1}))),
            "tensor 'a' occurs twice"},
        {"name not UTF-8",
            checkpoint(
                pickle::dict(pickle::text("\xff\xfe") + pickle::tensor(pickle::storage("0", 6), {6}, {1}))),
            "not UTF-8"},
        {"name empty",
            checkpoint(pickle::dict(pickle::text("") + pickle::tensor(pickle::storage("0", 6), {6}, {1}))),
            "name has 0 bytes"},
        {"entry that is no tensor", checkpoint(pickle::dict(pickle::text("epoch") + "K\x03")),
            "its entry 'epoch' is a number"},
        {"key that is no text",
            checkpoint(pickle::dict("K\x03" + pickle::tensor(pickle::storage("0", 6), {6}, {1}))),
            "one of its keys is a number"},
        {"no dict", checkpoint(pickle::kProtocol + "K\x03."), "the checkpoint is a number"},
    });
}

TEST_CASE("every lie of a pickle is named, and nothing in it is run")
{
    const std::string start = pickle::kProtocol;
    std::string deep = start + ")";
    for (int i = 0; i < 3'000'000; ++i)
        deep += '\x85'; // a tuple in a tuple in a tuple
    checkLies({
        {"a function of the system",
            checkpoint(start + pickle::name("os", "system") + "(" + pickle::text("true") + "tR."),
            "'os.system', which is no part of a state dict"},
        {"a function of builtins", checkpoint(start + pickle::name("builtins", "eval") + "."),
            "'builtins.eval'"},
        {"control characters in a name", checkpoint(start + "cos\x1b[2J\nx\n."), "'os?[2J.x'"},
        {"protocol 4", checkpoint("\x80\x04" + tensorOf({6}, {1}).substr(2)), "protocol 2"},
        {"no protocol", checkpoint("."), "protocol 2"},
        {"opcode of another protocol", checkpoint(start + "\x93."), "opcode 147"},
        {"instance opcode", checkpoint(start + "(ios\nsystem\n."), "opcode 105"},
        {"empty", checkpoint(""), "ends early"},
        {"ends early", checkpoint(start), "ends early"},
        {"name without an end", checkpoint(start + "cos"), "ends early"},
        {"text longer than the file", checkpoint(start + "X" + raw<std::uint32_t>(0xFFFFFFF0) + "abc"),
            "claims 4294967280 bytes"},
        {"number of 200 bytes", checkpoint(start + "\x8a\xc8" + std::string(200, '\1') + "."),
            "number of 200 bytes"},
        {"goes on after its end", checkpoint(start + "N.N."), "goes on after its end"},
        {"leaves values behind", checkpoint(start + "NN."), "leaves values behind"},
        {"leaves a mark behind", checkpoint(start + "N(N."), "leaves values behind"},
        {"empty stack at the end", checkpoint(start + "."), "a value that is not there"},
        {"empty stack at a call", checkpoint(start + "R."), "a value that is not there"},
        {"takes beyond a mark", checkpoint(start + "N(\x85."), "a value that is not there"},
        {"no mark", checkpoint(start + "t."), "a mark that is not there"},
        {"odd number of items", checkpoint(start + "}(" + pickle::text("a") + "u."), "key without a value"},
        {"items into a number", checkpoint(start + "K\x01(NNu."), "items into a number"},
        {"item into a tuple", checkpoint(start + ")NNs."), "items into a tuple"},
        {"append to a dict", checkpoint(start + "}Na."), "items into a dict"},
        {"attributes of a number", checkpoint(start + "K\x01Nb."), "attributes of a number"},
        {"nested three million deep", checkpoint(deep + "."), "nests deeper than 64"},
        {"memo number beyond reason", checkpoint(start + "Nr" + raw<std::uint32_t>(0x0fffffff) + "."),
            "under the number 268435455"},
        {"recalls what it never remembered", checkpoint(start + "h\x05."), "recalls a value"},
        {"calls a text", checkpoint(start + pickle::text("f") + ")R."), "calls something"},
        {"calls without arguments", checkpoint(start + pickle::name("collections", "OrderedDict") + "NR."),
            "calls something"},
        {"an OrderedDict of arguments",
            checkpoint(start + pickle::name("collections", "OrderedDict") + "N\x85R."),
            "OrderedDict with arguments"},
        {"calls a storage type", checkpoint(start + pickle::name("torch", "FloatStorage") + ")R."),
            "storage outside the archive"},
        {"a parameter of nothing",
            checkpoint(start + pickle::name("torch._utils", "_rebuild_parameter") + ")R."),
            "something that is no tensor"},
        {"a reference that is no storage", checkpoint(start + pickle::text("module") + "Q."),
            "not a storage"},
        {"a module by reference",
            checkpoint(start + "(" + pickle::text("module") + pickle::name("torch", "FloatStorage")
                + pickle::text("0") + pickle::text("cpu") + "K\x06tQ."),
            "not a storage"},
        {"a dict that holds itself", checkpoint(start + "}q\x01" + pickle::text("a") + "h\x01s."),
            "its entry 'a' is a dict"},
    });
}

TEST_CASE("every lie of a zip archive is named")
{
    checkLies({
        {"no end record", withRecords({}).substr(0, 200), "no end record"},
        {"bytes after the end", withRecords({}, {-1, {}, "x", false}), "no end record"},
        {"comment", withRecords({}, {-1, "PK", {}, false}), "no end record"},
        {"more records claimed", withRecords({}, {9, {}, {}, false}), "fewer records than it claims"},
        {"fewer records claimed", withRecords({}, {1, {}, {}, false}), "more records than it claims"},
        {"name twice", withRecords({{"archive/version", "3\n"}}), "two records with the name"},
        {"record outside the folder", withRecords({{"other/x", "1"}}), "lies outside the folder 'archive/'"},
        {"record in no folder", zip({{"data.pkl", "x"}}), "outside the archive's folder"},
        {"absolute name", withRecords({{"/etc/passwd", "1"}}), "name '/etc/passwd'"},
        {"climbing name", withRecords({{"archive/../x", "1"}}), "name 'archive/../x'"},
        {"backslash in a name", withRecords({{"archive\\x", "1"}}), "name 'archive\\x'"},
        {"name empty", withRecords({{"", "1", "y"}}), "name ''"},
        {"compressed", withRecords({{"archive/x", "1", {}, 0, 8}}), "compressed"},
        {"encrypted", withRecords({{"archive/x", "1", {}, 1}}), "encrypted"},
        {"another name in the header", withRecords({{"archive/x", "1", "archive/y"}}),
            "contradicts the directory"},
        {"another size in the header", withRecords({{"archive/x", "1", {}, 0, 0, -1, 7}}), "another size"},
        {"size left out without the flag for it", withRecords({{"archive/x", "1", {}, 0, 0, -1, 0}}),
            "another size"},
        {"size beyond the file", withRecords({{"archive/x", "1", {}, 0, 0, 1 << 20, 1 << 20}}),
            "reaches beyond the archive's data"},
        {"header beyond the file", withRecords({{"archive/x", "1", {}, 0, 0, -1, -1, 1 << 20}}),
            "no header where the directory says"},
        {"header that is none", withRecords({{"archive/x", "1", {}, 0, 0, -1, -1, 3}}),
            "no header where the directory says"},
        {"records that overlap",
            withRecords({{"archive/x", "1234567890123456789012345678901234567890", {}, 0, 0, 60, 60},
                {"archive/y", "1"}}),
            "overlap"},
        {"no data.pkl", zip({{"archive/version", "3\n"}}), "no data.pkl"},
        {"TorchScript", withRecords({{"archive/constants.pkl", "x"}}), "TorchScript"},
        {"big-endian", withRecords({{"archive/byteorder", "big"}}), "big-endian"},
        {"version", zip({{"archive/data.pkl", "x"}, {"archive/version", "99\n"}}), "version is '99'"},
        {"empty archive", zip({}), "not a checkpoint of PyTorch"},
    });
}

TEST_CASE("a zip64 archive whose two ends contradict each other")
{
    std::string file = withRecords({}, {-1, {}, {}, true});
    file[file.size() - 12] = 2; // the small record's count
    file[file.size() - 14] = 2;
    CHECK(contains(failure(file), "contradict each other"));
    file = withRecords({}, {-1, {}, {}, true});
    file[file.size() - 22 - 20 + 8] += 1; // where the large record is said to be
    CHECK(contains(failure(file), "zip64 end record is not where it should be"));
}

TEST_CASE("what people give by mistake gets an answer that helps")
{
    checkLies({
        {"legacy format",
            std::string("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19.\x80\x02", 17) + std::string(40, 'x'),
            "legacy format"},
        {"tar", std::string(257, 'a') + "ustar" + std::string(300, '\0'), "tar archive"},
        {"bare pickle", "\x80\x04\x95" + std::string(40, 'x'), "bare pickle"},
        {"web page", "<!DOCTYPE html><html></html>", "web page"},
        {"GGUF", "GGUF\x03" + std::string(40, 'x'), "GGUF"},
        {"noise", std::string(100, 'x'), "not a checkpoint of PyTorch"},
        {"empty", "", "not a checkpoint of PyTorch"},
    });
}

TEST_CASE("a checkpoint cut at any byte is refused, never read past its end")
{
    const std::string whole = withRecords({}, {-1, {}, {}, true});
    CHECK(failure(whole).empty());
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_FALSE(failure(whole.substr(0, length)).empty());
}

TEST_CASE("every byte of a pickle may be wrong")
{
    const std::string good = tensorOf({2, 3}, {3, 1});
    int refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at)
        for (int value = 0; value < 256; value += 5) {
            std::string changed = good;
            changed[at] = static_cast<char>(value);
            try {
                for (const auto& [name, view] : pytorchBinFromBytes(bytesOf(checkpoint(changed)))) {
                    std::int64_t last = 0; // whatever was accepted lies in the storage
                    for (std::size_t d = 0; d < view.shape.size(); ++d)
                        last += (view.shape[d] - 1) * view.strides[d];
                    CHECK(last < 6);
                }
            } catch (const Failure&) {
                ++refused;
            }
        }
    CHECK(refused > 1000);
}

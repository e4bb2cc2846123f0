// SPDX-License-Identifier: MIT
// Shards and which file of a folder is taken; the rules are Hugging Face's.
#include "core/model/checkpoint/tensor_file.h"
#include "core/model/checkpoint/weights_folder.h"

#include "tests/core/model/checkpoint/file_builders.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::string tensorFile(const std::string& name)
{
    return safetensors(
        R"({")" + name + R"(":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", floats({1}));
}

struct Folder : TemporaryFolder {
    void put(const char* name, const std::string& content) const { writeFile(path() / name, content); }
    void index(const std::string& map) const
    {
        put("model.safetensors.index.json", R"({"metadata":{"total_size":8},"weight_map":)" + map + "}");
    }
    std::string failure() const
    {
        return failureOf([&] { readWeightsFolder(path()); });
    }
};

} // namespace

TEST_CASE("safetensors first, then shards, then pytorch_model.bin")
{
    const Folder folder;
    CHECK(contains(folder.failure(), "no weights in the folder"));
    folder.put("pytorch_model.bin",
        checkpoint(pickle::dict(pickle::text("bin") + pickle::tensor(pickle::storage("0", 6), {6}, {1}))));
    CHECK(readWeightsFolder(folder.path()).contains("bin"));
    folder.put("one.safetensors", tensorFile("a"));
    folder.put("two.safetensors", tensorFile("b"));
    folder.index(R"({"a":"one.safetensors","b":"two.safetensors"})");
    const TensorMap shards = readWeightsFolder(folder.path());
    CHECK(shards.size() == 2);
    CHECK(weightFiles(folder.path()).size() == 3);
    folder.put("model.safetensors", tensorFile("whole"));
    CHECK(readWeightsFolder(folder.path()).contains("whole"));
}

TEST_CASE("every lie of an index is named")
{
    const Folder folder;
    folder.put("one.safetensors", tensorFile("a"));
    const auto check = [&](const std::string& map, const char* expected) {
        folder.index(map);
        const std::string message = folder.failure();
        INFO(message);
        CHECK(contains(message, expected));
    };
    check(R"({"a":"../one.safetensors"})", "not a plain file name");
    check(R"({"a":"/etc/passwd"})", "not a plain file name");
    check(R"({"a":"x\\y"})", "not a plain file name");
    check(R"({"a":".."})", "not a plain file name");
    check(R"({"a":7})", "is not a text");
    check(R"({"a":"one.safetensors","a":"one.safetensors"})", "occurs twice");
    check(R"({"a":"one.safetensors","b":"two.safetensors"})", "'two.safetensors' is missing");
    check(R"({"a":"one.safetensors","b":"one.safetensors"})", "tensor 'b' is missing from its shard");
    check(R"({"b":"one.safetensors"})", "tensor 'a' is in a shard where the index does not have it");
    folder.put("two.safetensors", tensorFile("a"));
    folder.put("three.safetensors", tensorFile("b"));
    check(R"({"a":"two.safetensors","b":"one.safetensors"})", "where the index does not have it");
    folder.put("model.safetensors.index.json", R"({"weight_map":[]})");
    CHECK(contains(folder.failure(), "no 'weight_map'"));
}

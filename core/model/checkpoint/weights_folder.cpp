// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/tensor_file.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/checkpoint/weights_folder.h"

#include <nlohmann/json.hpp>

#include <set>

namespace steerscope {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kSingle = "model.safetensors";
constexpr const char* kIndex = "model.safetensors.index.json";
constexpr const char* kPytorch = "pytorch_model.bin";

void checkShardName(const std::string& name, const std::string& where)
{
    const bool plain = !name.empty() && name.size() < 256 && name != "." && name != ".."
        && name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
    if (!plain)
        throw Failure(ErrorCode::Input, "the shard name '" + name + "' is not a plain file name", where);
}

// Tensor -> shard, and the shards in order.
std::map<std::string, std::string> readIndex(const fs::path& file, std::set<std::string>& shards)
{
    const Json json = readStrictJson(file);
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object())
        throw Failure(ErrorCode::Input, "the index has no 'weight_map'", file.string());
    std::map<std::string, std::string> map;
    for (const auto& [tensor, shard] : json["weight_map"].items()) {
        if (!shard.is_string())
            throw Failure(
                ErrorCode::Input, "the shard of tensor '" + tensor + "' is not a text", file.string());
        checkShardName(shard.get<std::string>(), file.string());
        map[tensor] = shard.get<std::string>();
        shards.insert(shard.get<std::string>());
    }
    return map;
}

TensorMap readShards(const fs::path& index)
{
    std::set<std::string> shards;
    const auto expected = readIndex(index, shards);
    TensorMap all;
    for (const std::string& shard : shards) {
        const fs::path file = index.parent_path() / shard;
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            throw Failure(ErrorCode::Input, "the shard '" + shard + "' is missing", index.string(),
                "fetch the missing file");
        for (auto& [name, view] : readSafetensors(file)) {
            const auto found = expected.find(name);
            if (found == expected.end() || found->second != shard)
                throw Failure(ErrorCode::Input,
                    "tensor '" + name + "' is in a shard where the index does not have it", file.string());
            all.emplace(name, std::move(view));
        }
    }
    for (const auto& [name, shard] : expected)
        if (!all.contains(name))
            throw Failure(ErrorCode::Input, "tensor '" + name + "' is missing from its shard",
                (index.parent_path() / shard).string(), "fetch the file again");
    return all;
}

} // namespace

std::vector<fs::path> weightFiles(const fs::path& folder)
{
    std::error_code ignored;
    if (fs::exists(folder / kSingle, ignored))
        return {folder / kSingle};
    if (fs::exists(folder / kIndex, ignored)) {
        std::set<std::string> shards;
        readIndex(folder / kIndex, shards);
        std::vector<fs::path> files{folder / kIndex};
        for (const std::string& shard : shards)
            files.push_back(folder / shard);
        return files;
    }
    if (fs::exists(folder / kPytorch, ignored))
        return {folder / kPytorch};
    throw Failure(ErrorCode::Input, "there are no weights in the folder", folder.string(),
        std::string("expected ") + kSingle + ", " + kIndex + " or " + kPytorch);
}

TensorMap readWeightsFolder(const fs::path& folder)
{
    const fs::path first = weightFiles(folder).front();
    if (first.filename() == kIndex)
        return readShards(first);
    return first.filename() == kPytorch ? readPytorchBin(first) : readSafetensors(first);
}

} // namespace steerscope

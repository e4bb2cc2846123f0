// SPDX-License-Identifier: MIT
// Checked against docs/bundle.md, Hugging Face's description of its cache, and the shipped bundles.
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/model/checkpoint/hub_cache.h"
#include "core/model/checkpoint/model_folders.h"
#include "core/model/checkpoint/strict_json.h"

#include "tests/core/model/checkpoint/file_builders.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>

using namespace steerscope;
using namespace steerscope::test;
namespace fs = std::filesystem;

namespace {

const fs::path kModels = fs::path(STEERSCOPE_TEST_DATA) / "models";

// Sets an environment variable for one test.
class Variable {
public:
    Variable(const char* name, const std::string& value)
        : m_name(name)
    {
        if (const char* before = std::getenv(name))
            m_before = before;
        ::setenv(name, value.c_str(), 1);
    }
    ~Variable()
    {
        if (m_before.empty())
            ::unsetenv(m_name);
        else
            ::setenv(m_name, m_before.c_str(), 1);
    }

private:
    const char* m_name;
    std::string m_before;
};

// A bundle copied into a folder of its own, its manifest changed by f.
std::string manifestFailure(const std::function<void(nlohmann::json&)>& change)
{
    const TemporaryFolder folder;
    const fs::path from = kModels / "bundles" / "layerwise-single";
    fs::copy(from, folder.path() / "b");
    nlohmann::json json = readStrictJson(from / "steerscope.json");
    json["encoder"] = (kModels / "whisper").string();
    json["llm"] = (kModels / "llm-qwen2").string();
    change(json);
    writeFile(folder.path() / "b" / "steerscope.json", json.dump());
    return failureOf([&] { readBundle(folder.path() / "b"); });
}

std::string encoderFailure(const char* file, const std::function<void(nlohmann::json&)>& change)
{
    const TemporaryFolder folder;
    fs::copy(kModels / "whisper", folder.path() / "w");
    nlohmann::json json = readStrictJson(kModels / "whisper" / file);
    change(json);
    writeFile(folder.path() / "w" / file, json.dump());
    std::vector<std::string> problems;
    inspectModel(folder.path() / "w", problems);
    return problems.empty() ? "" : problems.front();
}

} // namespace

TEST_CASE("pooling in words")
{
    for (const char* text : {"max,4@32", "average,2@16", "reshape,4", "none"})
        CHECK(poolingText(parsePooling(text)) == text);
    CHECK(parsePooling("avg,4@3") == Pooling{PoolingKind::Average, 4, 3});
    for (const char* text : {"", "max", "max,4", "max,0@3", "max,4@0", "max,4@", "max,x@3", "reshape,4@3",
             "mean,4@3", "max@3,4", "max,4@3x", "max,-4@3"})
        CHECK_THROWS_AS(parsePooling(text), Failure);
}

TEST_CASE("the bundles of every variant open")
{
    const std::pair<const char*, int> sizes[]
        = {{"post-encoder", 1}, {"layerwise-routers", 4}, {"layerwise-single", 4}, {"layerwise-shared", 4}};
    for (const auto& [name, layers] : sizes) {
        INFO(name);
        const Bundle bundle = readBundle(kModels / "bundles" / name);
        CHECK(std::string(variantName(bundle.variant)) == name);
        CHECK(fs::equivalent(bundle.encoder, kModels / "whisper"));
        std::vector<std::string> problems;
        const ModelInfo info = inspectModel(kModels / "bundles" / name, problems);
        CHECK(problems.empty());
        CHECK(info.steered.size() == static_cast<std::size_t>(layers));
        CHECK(info.steered.front().experts == 8);
        CHECK(info.width == 96);
        CHECK(info.parameters.llm == 188224); // safetensors.safe_open, all tensors of llm-qwen2
    }
}

TEST_CASE("a bare Whisper folder, an LLM, a checkpoint and nothing")
{
    const Bundle whisper = readBundle(kModels / "whisper");
    CHECK(whisper.variant == Variant::EncoderOnly);
    CHECK(whisper.llm.empty());
    CHECK(contains(failureOf([&] { readBundle(kModels / "llm-qwen2"); }), "this is an LLM"));
    CHECK(contains(
        failureOf([&] { readBundle(kModels / "checkpoint-layerwise-single"); }), "trained checkpoint"));
    CHECK(contains(failureOf([&] { readBundle(kModels / "audio"); }), "holds no model"));
    std::vector<std::string> problems;
    CHECK(inspectModel(kModels / "whisper", problems).kind == "whisper");
    CHECK(problems.empty());
    const ModelInfo checkpoint = inspectModel(kModels / "checkpoint-layerwise-single", problems);
    CHECK(problems.empty());
    CHECK(checkpoint.variant == "layerwise-single");
    CHECK(checkpoint.encoderLayers == 4);
    CHECK(checkpoint.dtype == "float32");
    inspectModel(kModels / "nowhere", problems);
    CHECK(problems.size() == 1);
}

TEST_CASE("a manifest is written as it is read")
{
    const TemporaryFolder folder;
    Bundle bundle = readBundle(kModels / "bundles" / "layerwise-shared");
    fs::create_directory(folder.path() / "b");
    fs::copy(bundle.steering, folder.path() / "b");
    bundle.encoderReference.clear(); // made from the folder: absolute
    bundle.llmReference = bundle.llm.string();
    bundle.name = "Another \"name\"";
    bundle.pooling = parsePooling("average,2@3");
    bundle.prompt = "请转写以下音频内容为文字：";
    bundle.maxTokens = 7;
    bundle.training["steps"] = "12";
    bundle.notes = {"one", "two"};
    writeBundleManifest(bundle, folder.path() / "b");
    const Bundle read = readBundle(folder.path() / "b");
    CHECK(read.name == bundle.name);
    CHECK(read.pooling == bundle.pooling);
    CHECK(read.prompt == bundle.prompt);
    CHECK(read.maxTokens == 7);
    CHECK(read.training == bundle.training);
    CHECK(read.notes == bundle.notes);
    CHECK(fs::equivalent(read.encoder, kModels / "whisper"));
}

TEST_CASE("every lie of a manifest is named")
{
    using Json = nlohmann::json;
    CHECK(manifestFailure([](Json&) {}).empty());
    const std::tuple<std::function<void(Json&)>, const char*> lies[] = {
        {[](Json& j) { j["extra"] = 1; }, "unknown key 'extra'"},
        {[](Json& j) { j["steering"]["extra"] = 1; }, "unknown key 'extra'"},
        {[](Json& j) { j["version"] = 2; }, "'version' is 2, this program reads 1"},
        {[](Json& j) { j["format"] = "x"; }, "'format' is 'x'"},
        {[](Json& j) { j.erase("name"); }, "'name' is missing"},
        {[](Json& j) { j["name"] = 7; }, "'name' is not a text"},
        {[](Json& j) { j["encoder"] = "nowhere"; }, "encoder folder is not there"},
        {[](Json& j) { j["llm"] = "hub:nobody/nothing"; }, "not in the local Hugging Face cache"},
        {[](Json& j) { j["steering"]["file"] = "../x"; }, "not a plain file name"},
        {[](Json& j) { j["steering"]["variant"] = "hybrid"; }, "'steering.variant' is \"hybrid\""},
        {[](Json& j) { j["steering"]["width"] = 97; }, "'steering.width' is 97"},
        {[](Json& j) { j["steering"]["experts"]["2"] = 9; }, "'steering.experts'"},
        {[](Json& j) { j["pooling"] = "max"; }, "'pooling'"},
        {[](Json& j) { j["max_tokens"] = 0; }, "'max_tokens' is 0"},
        {[](Json& j) { j["max_prompt_tokens"] = 1e300; }, "'max_prompt_tokens'"},
        {[](Json& j) { j["notes"] = 7; }, "'notes'"},
        {[](Json& j) { j["training"]["a"] = 7; }, "'training.a'"},
        {[](Json& j) { j = Json::array(); }, "not an object"},
    };
    for (const auto& [change, expected] : lies) {
        const std::string message = manifestFailure(change);
        INFO(message);
        INFO(expected);
        CHECK(contains(message, expected));
    }
}

TEST_CASE("absurd sizes of an encoder are refused by name")
{
    using Json = nlohmann::json;
    const EncoderConfig config = readEncoderConfig(kModels / "whisper");
    CHECK(config.layers == 4);
    CHECK(config.width == 96);
    CHECK(config.heads == 3);
    CHECK(config.ffn == 192);
    CHECK(config.mels == 80);
    CHECK(config.positions == 200);
    CHECK(config.windowSamples == 64000);
    CHECK(config.melFrames() == 400);
    const std::tuple<const char*, std::function<void(Json&)>, const char*> lies[] = {
        {"config.json", [](Json& j) { j["encoder_layers"] = 1'000'000; }, "'encoder_layers' is 1000000"},
        {"config.json", [](Json& j) { j["d_model"] = -5; }, "'d_model' is -5"},
        {"config.json", [](Json& j) { j["d_model"] = 1e18; }, "'d_model'"},
        {"config.json", [](Json& j) { j["d_model"] = "96"; }, "'d_model'"},
        {"config.json", [](Json& j) { j.erase("d_model"); }, "'d_model' is missing"},
        {"config.json", [](Json& j) { j["encoder_attention_heads"] = 5; }, "must divide d_model, 96"},
        {"config.json", [](Json& j) { j["activation_function"] = "relu"; }, "only gelu"},
        {"config.json", [](Json& j) { j["scale_embedding"] = true; }, "scale_embedding"},
        {"config.json", [](Json& j) { j["num_mel_bins"] = 128; }, "num_mel_bins of config.json is 128"},
        {"config.json", [](Json& j) { j["max_source_positions"] = 1500; }, "needs 3000"},
        {"config.json", [](Json& j) { j["d_model"] = 192; }, "expected"},
        {"config.json", [](Json& j) { j["encoder_layers"] = 3; }, "'layers.3."},
        {"config.json", [](Json& j) { j["encoder_layers"] = 5; }, "'layers.4."},
        {"preprocessor_config.json", [](Json& j) { j["sampling_rate"] = 8000; }, "16000 Hz"},
        {"preprocessor_config.json", [](Json& j) { j["n_samples"] = 64001; }, "'n_samples' is 64001"},
        {"preprocessor_config.json", [](Json& j) { j["chunk_length"] = 100000; }, "'chunk_length' is 100000"},
        {"preprocessor_config.json", [](Json& j) { j["hop_length"] = 0; }, "'hop_length' is 0"},
    };
    for (const auto& [file, change, expected] : lies) {
        const std::string message = encoderFailure(file, change);
        INFO(message);
        INFO(expected);
        CHECK(contains(message, expected));
    }
}

TEST_CASE("voice activity's weights lie beside the shipped models and are none of them")
{
    const TemporaryFolder folder;
    const Variable shipped("STEERSCOPE_MODELS", folder.path().string());
    const fs::path weights = folder.path() / "vad" / "silero_vad_16k.safetensors";
    fs::create_directories(weights.parent_path());
    writeFile(weights, "weights");
    CHECK(voiceWeightsFile() == weights);
    for (const ModelEntry& entry : listModels())
        CHECK(entry.name != "vad");
    CHECK_THROWS_AS(resolveModel("vad"), Failure);
}

TEST_CASE("models are found by path, name and hub id, and nothing is guessed")
{
    const TemporaryFolder folder;
    const fs::path cache = folder.path() / "hub";
    const std::string commit(40, 'a');
    const fs::path model = cache / "models--me--tiny";
    fs::create_directories(model / "snapshots");
    fs::copy(kModels / "whisper", model / "snapshots" / commit);
    writeFile(model / "refs" / "main", commit + "\n");
    const Variable hub("HF_HUB_CACHE", cache.string());
    const Variable data("XDG_DATA_HOME", (folder.path() / "data").string());
    const Variable shipped("STEERSCOPE_MODELS", (kModels / "bundles").string());

    CHECK(resolveModel((kModels / "whisper").string()) == kModels / "whisper");
    CHECK(resolveModel("layerwise-single") == kModels / "bundles" / "layerwise-single");
    CHECK(resolveModel("me/tiny") == model / "snapshots" / commit);
    CHECK(resolveModel("hub:me/tiny@main") == model / "snapshots" / commit);
    CHECK(resolveModel("me/tiny@" + commit) == model / "snapshots" / commit);
    CHECK(readBundle(resolveModel("me/tiny")).variant == Variant::EncoderOnly);
    CHECK(importedModelsFolder() == folder.path() / "data" / "steerscope" / "models");
    fs::create_directories(importedModelsFolder() / "mine");
    CHECK_THROWS_AS(resolveModel("mine"), Failure); // a folder without a manifest is no model
    CHECK_THROWS_AS(resolveModel("me/other"), Failure);
    CHECK_THROWS_AS(resolveModel("me/tiny@v2"), Failure);
    CHECK(contains(failureOf([] { resolveModel("../no-such-model"); }), "looked in"));

    const std::vector<ModelEntry> models = listModels();
    const auto has = [&](const std::string& name, const std::string& origin, const std::string& kind) {
        return std::any_of(models.begin(), models.end(), [&](const ModelEntry& entry) {
            return entry.name == name && entry.origin == origin && entry.kind == kind;
        });
    };
    CHECK(has("layerwise-single", "shipped", "bundle"));
    CHECK(has("me/tiny", "hub", "whisper"));

    // Another snapshot is never taken instead of the one that the revision names.
    writeFile(model / "refs" / "main", std::string(40, 'b'));
    CHECK_FALSE(findHubModel("me/tiny"));
    writeFile(model / "refs" / "main", "../../../etc");
    CHECK_FALSE(findHubModel("me/tiny"));
    // Nor is a link followed that leads out of the model.
    writeFile(model / "refs" / "main", commit);
    fs::remove(model / "snapshots" / commit / "config.json");
    fs::create_symlink(kModels / "whisper" / "config.json", model / "snapshots" / commit / "config.json");
    CHECK(contains(failureOf([] { findHubModel("me/tiny"); }), "leads out of its model"));
    for (const char* id : {"a/b/c", "../x", "a--b/c", "/etc", "", "a/.b", "a b/c"})
        CHECK_FALSE(isHubId(id));
}

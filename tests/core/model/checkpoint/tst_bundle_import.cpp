// SPDX-License-Identifier: MIT
// Checked against the checkpoint's own tensors (read by the readers, which tst_tensor_golden checks against
// Python) and the rules of docs/reference-model.md, sections 2, 3.4 and 6.
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/checkpoint_parts.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/checkpoint/tensor_check.h"

#include "tests/core/model/checkpoint/file_builders.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <map>

using namespace steerscope;
using namespace steerscope::test;
namespace fs = std::filesystem;

namespace {

const fs::path kModels = fs::path(STEERSCOPE_TEST_DATA) / "models";
const fs::path kCheckpoint = kModels / "checkpoint-layerwise-single" / "pytorch_model.bin";

ImportOptions options(const fs::path& output)
{
    ImportOptions made;
    made.checkpoint = kCheckpoint;
    made.encoder = kModels / "whisper";
    made.llm = kModels / "llm-qwen2";
    made.config = kModels / "checkpoint-layerwise-single" / "config.yaml";
    made.output = output;
    return made;
}

bool anyContains(const std::vector<std::string>& texts, const std::string& part)
{
    return std::any_of(
        texts.begin(), texts.end(), [&](const std::string& text) { return contains(text, part); });
}

// A tensor of a checkpoint that a test makes, every number its index / 100.
TensorView made(const std::string& name, const std::vector<std::int64_t>& shape)
{
    TensorView view;
    view.name = name;
    view.shape = shape;
    const auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(view.elements()));
    for (std::size_t i = 0; i < values->size(); ++i)
        (*values)[i] = static_cast<float>(i) / 100.0F;
    view.strides.assign(shape.size(), 1);
    for (std::size_t d = shape.size(); d > 1; --d)
        view.strides[d - 2] = view.strides[d - 1] * shape[d - 1];
    view.data = reinterpret_cast<const std::byte*>(values->data());
    view.owner = values;
    return view;
}

TensorMap madeOf(const std::map<std::string, std::vector<std::int64_t>>& shapes)
{
    TensorMap tensors;
    for (const auto& [name, shape] : shapes)
        tensors[name] = made(name, shape);
    return tensors;
}

std::map<std::string, std::vector<std::int64_t>> trainedShapes()
{
    return {{"whisper_encoder.steering_vectors", {4, 8, 96}}, {"whisper_encoder.layer_scales", {4}},
        {"whisper_encoder.router.weight", {32, 96}}, {"whisper_encoder.router.bias", {32}},
        {"prompt_proj.weight", {64, 96}}, {"prompt_proj.bias", {64}}};
}

// Imports made tensors; returns the failure, if any.
std::string importFailure(const std::map<std::string, std::vector<std::int64_t>>& shapes)
{
    const TemporaryFolder folder;
    ImportOptions import = options(folder.path() / "out");
    import.checkpoint = folder.path() / "c.safetensors";
    writeTensors(import.checkpoint, madeOf(shapes));
    const std::string failure = failureOf([&] { importBundle(import); });
    CHECK(fs::exists(import.output) == failure.empty());
    return failure;
}

std::size_t filesIn(const fs::path& folder)
{
    return static_cast<std::size_t>(
        std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
}

} // namespace

TEST_CASE("a whole state dict becomes a bundle that refers to its folders")
{
    const TemporaryFolder folder;
    std::vector<std::string> stages;
    const Bundle bundle
        = importBundle(options(folder.path() / "model"), [&](const std::string& stage, double) {
              if (stages.empty() || stages.back() != stage)
                  stages.push_back(stage);
          });
    CHECK(stages
        == std::vector<std::string>{
            "reading checkpoint", "comparing encoder", "comparing LLM", "writing bundle"});
    CHECK(bundle.name == "model");
    CHECK(bundle.variant == Variant::LayerwiseSingle);
    CHECK(fs::equivalent(bundle.encoder, kModels / "whisper"));
    CHECK(fs::equivalent(bundle.llm, kModels / "llm-qwen2"));
    CHECK(bundle.tokenizer == bundle.llm);
    CHECK(poolingText(bundle.pooling) == "max,4@4");
    CHECK(bundle.prompt == "please transcribe the audio content into text: ");
    CHECK(bundle.maxPromptTokens == 2048);
    CHECK(bundle.notes.size() == 1);
    CHECK(anyContains(bundle.notes, "pooling_type 'avg'"));
    CHECK(filesIn(folder.path() / "model") == 2);

    const TensorMap checkpoint = readTensorFile(kCheckpoint);
    const TensorMap steering = readSafetensors(bundle.steering);
    CHECK(steering.size() == 6);
    for (const auto& [name, view] : steering) {
        INFO(name);
        const auto original
            = checkpoint.find(name.starts_with("prompt_proj.") ? name : "whisper_encoder." + name);
        REQUIRE(original != checkpoint.end());
        CHECK(sameValues(view, original->second));
        CHECK(view.dtype == DType::Float32);
    }
}

TEST_CASE("copied, a bundle stands alone")
{
    const TemporaryFolder folder;
    ImportOptions import = options(folder.path() / "model");
    import.copy = true;
    import.name = "Named";
    const Bundle bundle = importBundle(import);
    CHECK(bundle.name == "Named");
    CHECK(bundle.encoderReference == "encoder");
    CHECK(bundle.encoder == folder.path() / "model" / "encoder");
    fs::rename(folder.path() / "model", folder.path() / "moved");
    std::vector<std::string> problems;
    const ModelInfo info = inspectModel(folder.path() / "moved", problems);
    CHECK(problems.empty());
    CHECK(info.parameters.vectors == 4 * 8 * 96);
    CHECK(info.parameters.routers == 32 * 96 + 32);
    CHECK(info.parameters.scales == 4);
    CHECK(info.parameters.projection == 64 * 96 + 64);
    CHECK(info.steered.size() == 4);
    CHECK(info.steered[0].trainedScale == doctest::Approx(0.14692848920822144)); // tensors.json
    CHECK(info.llmFamily == "qwen2");
    CHECK(info.windowSeconds == 4.0);
}

TEST_CASE("frozen tensors that differ from the folders' are kept, and it is said")
{
    const TemporaryFolder folder;
    TensorMap tensors = readTensorFile(kCheckpoint);
    const std::string changed = "whisper_encoder.original_encoder.speech_encoder.layers.2.fc1.bias";
    tensors[changed] = made(changed, {192});
    ImportOptions import = options(folder.path() / "model");
    import.checkpoint = folder.path() / "c.safetensors";
    writeTensors(import.checkpoint, tensors);
    const Bundle bundle = importBundle(import);
    CHECK(anyContains(bundle.notes, "encoder differs from the folder's ('layers.2.fc1.bias'"));
    CHECK(bundle.encoder == folder.path() / "model" / "encoder");
    CHECK(fs::equivalent(bundle.llm, kModels / "llm-qwen2"));
    const TensorMap kept = readWeightsFolder(bundle.encoder);
    CHECK(sameValues(kept.at("model.encoder.layers.2.fc1.bias"), tensors.at(changed)));
    std::vector<std::string> problems;
    inspectModel(bundle.root, problems);
    CHECK(problems.empty());
}

TEST_CASE("a checkpoint of the trained tensors alone, under any of their names")
{
    CHECK(importFailure(trainedShapes()).empty());
    CHECK(importFailure(
        {{"steering_vectors", {4, 8, 96}}, {"layer_scales", {4}}, {"router.weight", {32, 96}},
            {"router.bias", {32}}, {"prompt_proj.weight", {64, 96}}, {"prompt_proj.bias", {64}}})
              .empty());
    CHECK(importFailure(
        {{"aligner.steering_vectors", {3, 96}}, {"aligner.router.weight", {3, 96}},
            {"aligner.router.bias", {3}}, {"prompt_proj.weight", {64, 96}}, {"prompt_proj.bias", {64}}})
              .empty());
    CHECK(importFailure({{"prompt_proj.weight", {64, 96}}, {"prompt_proj.bias", {64}}}).empty()); // static
    CHECK(importFailure(
        {{"layers.1.vectors", {3, 96}}, {"layers.1.router.weight", {3, 96}}, {"layers.1.router.bias", {3}},
            {"layers.1.scale", {1}}, {"layers.3.vectors", {5, 96}}, {"layers.3.router.weight", {5, 96}},
            {"layers.3.router.bias", {5}}, {"layers.3.scale", {}}, {"prompt_proj.weight", {64, 96}},
            {"prompt_proj.bias", {64}}})
              .empty());
}

TEST_CASE("a tensor that is missing, extra or wrongly shaped is named with what was expected and found")
{
    const auto check
        = [](const std::function<void(std::map<std::string, std::vector<std::int64_t>>&)>& change,
              const std::vector<std::string>& expected) {
              auto shapes = trainedShapes();
              change(shapes);
              const std::string message = importFailure(shapes);
              INFO(message);
              for (const std::string& part : expected)
                  CHECK(contains(message, part));
          };
    check([](auto& s) { s.erase("whisper_encoder.layer_scales"); },
        {"'layer_scales' is missing", "expected [4]"});
    check([](auto& s) { s.erase("whisper_encoder.router.weight"); },
        {"'router.weight' is missing", "[32, 96]"});
    check(
        [](auto& s) {
            s["whisper_encoder.router.weight"] = {8, 96};
        },
        {"'router.weight'", "expected [32, 96], found [8, 96]"});
    check(
        [](auto& s) {
            s["whisper_encoder.steering_vectors"] = {4, 8};
        },
        {"'router.bias'", "expected [4], found [32]"});
    check([](auto& s) { s["whisper_encoder.steering_vectors"] = {4}; }, {"expected 3 dimensions, found [4]"});
    check([](auto& s) { s["whisper_encoder.shared_router.weight"] = {8, 96}; }, {"routers of several kinds"});
    check([](auto& s) { s["whisper_encoder.other"] = {8}; },
        {"'whisper_encoder.other' is not part of a SteerMoE checkpoint"});
    check(
        [](auto& s) {
            s["llm_decoder.model.layers.0.q.lora_A.weight"] = {8};
            s["optimizer"] = {1};
        },
        {"is not part of"});
    check(
        [](auto& s) {
            s["prompt_proj.weight"] = {65, 96};
            s["prompt_proj.bias"] = {65};
        },
        {"another width than the LLM takes", "expected 64, found 65"});
    check(
        [](auto& s) {
            s["prompt_proj.weight"] = {64, 97};
        },
        {"another width than the encoder gives", "expected 96, found 97"});
    check(
        [](auto& s) {
            s.erase("prompt_proj.weight");
            s.erase("prompt_proj.bias");
        },
        {"no projection"});
    check(
        [](auto& s) {
            s["whisper_encoder.steering_vectors"] = {2, 16, 96};
            s["whisper_encoder.layer_scales"] = {2};
        },
        {"another number of layers", "expected 4, found 2"});
    check([](auto& s) { s["llm_decoder.model.norm.weight"] = {64}; },
        {"is missing", "model.embed_tokens.weight"});
}

TEST_CASE("pooling: as the YAML says, never of another depth, and as overridden")
{
    const TemporaryFolder folder;
    const auto poolingOf
        = [&](const std::string& yaml, const std::string& override, std::vector<std::string>* notes) {
              static int count = 0;
              ImportOptions import = options(folder.path() / std::to_string(count++));
              import.config = folder.path() / "config.yaml";
              writeFile(import.config, yaml);
              import.pooling = override;
              const Bundle bundle = importBundle(import);
              if (notes)
                  *notes = bundle.notes;
              return poolingText(bundle.pooling);
          };
    std::vector<std::string> notes;
    CHECK(poolingOf("max_prompt_tokens: 7\n", "", nullptr) == "none");
    CHECK(poolingOf("pooling_kernel_size: 4\npooling_position: 4\npooling_type: max\n", "", &notes)
        == "max,4@4");
    CHECK(notes.empty());
    CHECK(poolingOf("pooling_kernel_size: 2\npooling_position: 4\n", "", nullptr) == "max,2@4");
    CHECK(
        poolingOf("pooling_kernel_size: 4\n", "", &notes) == "none"); // position 32, the encoder has 4 layers
    CHECK(anyContains(notes, "pools after layer 32, the encoder has 4"));
    CHECK(poolingOf("pooling_kernel_size: 4\n", "average,2@3", nullptr) == "average,2@3");
    CHECK(poolingOf("pooling_kernel_size: 4\npooling_position: 4\n", "none", nullptr) == "none");
    CHECK_THROWS_AS(poolingOf("{}", "max,4@5", nullptr), Failure);
    CHECK_THROWS_AS(poolingOf("pooling_kernel_size: many\n", "", nullptr), Failure);
    CHECK_THROWS_AS(poolingOf("a: [1\n", "", nullptr), Failure);
}

TEST_CASE("folders named by the YAML")
{
    const TemporaryFolder folder;
    ImportOptions import = options(folder.path() / "model");
    import.encoder.clear();
    import.llm.clear();
    const Bundle bundle = importBundle(import);
    CHECK(fs::equivalent(bundle.encoder, kModels / "whisper"));
    CHECK_FALSE(fs::path(bundle.encoderReference).is_absolute());
}

TEST_CASE("a checkpoint in 16 bits keeps its dtype")
{
    const TemporaryFolder folder;
    TensorMap tensors = madeOf(trainedShapes());
    std::vector<std::uint16_t> brain(4 * 8 * 96, 0x3f80); // bfloat16 1.0
    TensorView& vectors = tensors.at("whisper_encoder.steering_vectors");
    vectors.dtype = DType::BFloat16;
    vectors.data = reinterpret_cast<const std::byte*>(brain.data());
    ImportOptions import = options(folder.path() / "model");
    import.checkpoint = folder.path() / "c.safetensors";
    writeTensors(import.checkpoint, tensors);
    const TensorMap steering = readSafetensors(importBundle(import).steering);
    CHECK(steering.at("steering_vectors").dtype == DType::BFloat16);
    CHECK(floatValues(steering.at("steering_vectors")).back() == 1.0F);
    CHECK(steering.at("router.weight").dtype == DType::Float32);
}

TEST_CASE("all or nothing")
{
    const TemporaryFolder folder;
    SUBCASE("an output that exists")
    {
        writeFile(folder.path() / "model" / "mine.txt", "mine");
        const std::string message = failureOf([&] { importBundle(options(folder.path() / "model")); });
        CHECK(contains(message, "exists already"));
        CHECK(filesIn(folder.path()) == 2);
    }
    SUBCASE("cancelled on the way")
    {
        const StopFlag stop;
        const auto cancel = [&](const std::string& stage, double) {
            if (stage == "writing bundle")
                stop.stop();
        };
        ImportOptions import = options(folder.path() / "model");
        import.copy = true;
        CHECK_THROWS_AS(importBundle(import, cancel, stop), Failure);
        CHECK(filesIn(folder.path()) == 0);
    }
    SUBCASE("an input that is not there")
    {
        ImportOptions import = options(folder.path() / "model");
        import.encoder = folder.path() / "nowhere";
        CHECK(contains(failureOf([&] { importBundle(import); }), "no encoder folder"));
        import = options(folder.path() / "model");
        import.checkpoint = folder.path() / "nowhere.bin";
        CHECK(contains(failureOf([&] { importBundle(import); }), "cannot open the file"));
        CHECK(filesIn(folder.path()) == 0);
    }
    SUBCASE("a folder that cannot be written")
    {
        CHECK(contains(failureOf([&] { importBundle(options("/proc/steerscope-model")); }), "output folder"));
    }
}

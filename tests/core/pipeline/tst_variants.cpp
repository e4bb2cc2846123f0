// SPDX-License-Identifier: MIT
// Variants without a reference checkpoint (hybrid, static, reshape, average and early pooling, bare encoder):
// each is checked against a model that must give the same numbers, or against a slow twin.
#include "core/model/checkpoint/bundle.h"
#include "tests/core/pipeline/model_fixture.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr int kWidth = 96;
constexpr int kExperts = 8;

std::filesystem::path bundleFolder(const std::string& variant)
{
    return dataFolder() / "models/bundles" / variant;
}

TensorToWrite part(const TensorMap& from, const std::string& name, const std::string& as,
    std::vector<std::int64_t> shape, std::int64_t skip = 0)
{
    const auto* data = reinterpret_cast<const float*>(from.at(name).data) + skip;
    return {as, DType::Float32, std::move(shape), data};
}

// A bundle that shares everything with an existing one but these parts.
std::unique_ptr<Transcriber> loadChanged(const std::filesystem::path& folder, Variant variant,
    const Pooling& pooling, const std::vector<TensorToWrite>& tensors)
{
    Bundle bundle = readBundle(bundleFolder("layerwise-routers"));
    bundle.variant = variant;
    bundle.pooling = pooling;
    bundle.root = folder;
    bundle.encoderReference = bundle.llmReference = ""; // absolute: the folders lie elsewhere
    bundle.steering = folder / "steering.safetensors";
    writeSafetensors(bundle.steering, tensors);
    writeBundleManifest(bundle, folder);
    LoadOptions options;
    options.model = folder.string();
    options.device = "cpu";
    options.dtype = "float32";
    options.threads = 2;
    return Transcriber::load(options);
}

std::vector<TensorToWrite> projectionOf(const TensorMap& from)
{
    return {part(from, "prompt_proj.weight", "prompt_proj.weight", {64, kWidth}),
        part(from, "prompt_proj.bias", "prompt_proj.bias", {64})};
}

RunOptions gatesOnly()
{
    RunOptions options;
    options.decode = false;
    return options;
}

std::vector<float> values(const EncodeTensors& tensors, const std::string& name)
{
    const auto found = find(tensors, name);
    return {found.begin(), found.end()};
}

} // namespace

TEST_CASE("a hybrid of two layers equals the layer-wise model with the other layers at 0")
{
    TemporaryFolder folder;
    const TensorMap trained = readSafetensors(bundleFolder("layerwise-routers") / "steering.safetensors");
    std::vector<TensorToWrite> tensors = projectionOf(trained);
    for (int l : {1, 3}) {
        const std::string name = "layers." + std::to_string(l) + ".";
        const std::string router = "routers." + std::to_string(l) + ".";
        tensors.push_back(part(trained, "steering_vectors", name + "vectors", {kExperts, kWidth},
            std::int64_t{l} * kExperts * kWidth));
        tensors.push_back(part(trained, router + "weight", name + "router.weight", {kExperts, kWidth}));
        tensors.push_back(part(trained, router + "bias", name + "router.bias", {kExperts}));
        tensors.push_back(part(trained, "layer_scales", name + "scale", {1}, l));
    }
    const auto hybrid = loadChanged(folder.path(), Variant::Hybrid, {}, tensors);
    REQUIRE(hybrid->info().steered.size() == 2);
    CHECK(hybrid->info().steered[0].layer == 1);
    CHECK(hybrid->info().steered[1].layer == 3);

    SteeringSettings others;
    others.layers[0].multiplier = 0.0;
    others.layers[2].multiplier = 0.0;
    const EncodeTensors a = hybrid->encode(clip("clip1"), {});
    const EncodeTensors b = loadSmall("layerwise-routers")->encode(clip("clip1"), others);
    CHECK(values(a, "encoder_out") == values(b, "encoder_out"));
    CHECK(values(a, "gates.3") == values(b, "gates.3"));
    CHECK(values(a, "first_logits") == values(b, "first_logits"));
    SteeringSettings unsteered;
    unsteered.layers[0].multiplier = 0.5;
    CHECK_THROWS_AS(hybrid->encode(clip("clip1"), unsteered), Failure);
}

TEST_CASE("a static model equals the bypassed one and shows no gates")
{
    TemporaryFolder folder;
    const TensorMap trained = readSafetensors(bundleFolder("layerwise-routers") / "steering.safetensors");
    const auto model = loadChanged(folder.path(), Variant::Static, {}, projectionOf(trained));
    SteeringSettings bypass;
    bypass.bypass = true;
    const EncodeTensors a = model->encode(clip("clip2"), {});
    const EncodeTensors b = loadSmall("layerwise-routers")->encode(clip("clip2"), bypass);
    CHECK(values(a, "first_logits") == values(b, "first_logits"));
    CHECK(model->run(clip("clip2"), {}, gatesOnly()).traces.at(0).layers.empty());
}

TEST_CASE("pooling sits where the bundle says; its arithmetic is tested beside poolFrames")
{
    TemporaryFolder early, last;
    const TensorMap trained = readSafetensors(bundleFolder("layerwise-routers") / "steering.safetensors");
    const auto tensors = projectionOf(trained);

    const auto mid = loadChanged(early.path(), Variant::Static, {PoolingKind::Average, 4, 2}, tensors);
    CHECK(find(mid->encode(clip("clip1"), {}), "encoder_out").size() == 50 * kWidth);

    // Kernel 3 does not divide 200 frames: zero-padded to 201 first, as the reference does.
    const auto average = loadChanged(last.path(), Variant::Static, {PoolingKind::Average, 3, 4}, tensors);
    CHECK(find(average->encode(clip("clip1"), {}), "encoder_out").size() == 67 * kWidth);
}

TEST_CASE("the reshape bridge joins four neighbouring frames after the encoder")
{
    TemporaryFolder folder;
    const TensorMap trained = readSafetensors(bundleFolder("layerwise-routers") / "steering.safetensors");
    const std::vector<float> weight(64 * 4 * kWidth, 0.01F);
    std::vector<TensorToWrite> tensors{
        {"prompt_proj.weight", DType::Float32, {64, 4 * kWidth}, weight.data()},
        part(trained, "prompt_proj.bias", "prompt_proj.bias", {64})};
    const auto model = loadChanged(folder.path(), Variant::Static, {PoolingKind::Reshape, 4, 0}, tensors);
    SteeringSettings bypass;
    bypass.bypass = true;
    // A plain reshape of [200, 96] to [50, 384] leaves the row-major numbers as they are.
    CHECK(values(model->encode(clip("clip1"), {}), "encoder_out")
        == values(loadSmall("layerwise-routers")->encode(clip("clip1"), bypass), "encoder_out"));
    CHECK(find(model->encode(clip("clip1"), {}), "audio_embeds").size() == 50 * 64);
}

TEST_CASE("a bare Whisper folder shows its encoder and says that nothing is steered")
{
    LoadOptions options;
    options.model = (dataFolder() / "models/whisper").string();
    options.device = "cpu";
    options.dtype = "float32";
    options.threads = 2;
    const auto model = Transcriber::load(options);
    CHECK(model->info().variant == "encoder");
    CHECK_FALSE(model->info().decodesText);
    CHECK(model->info().steered.empty());
    const Golden golden(dataFolder() / "models/expected/features.safetensors");
    CHECK(relativeError(
              find(model->encode(clip("clip1"), {}), "encoder_out"), golden.at("clip1/whisper_encoder"))
        <= 1e-4);
    const RunResult result = model->run(clip("clip1"), {});
    CHECK(result.traces.size() == 1);
    CHECK(result.transcript.segments.empty());
}

TEST_CASE("a tensor that is missing, extra or wrongly shaped is named with what was expected and found")
{
    const TensorMap trained = readSafetensors(bundleFolder("layerwise-routers") / "steering.safetensors");
    const auto messageOf = [&](const std::vector<TensorToWrite>& tensors) -> std::string {
        TemporaryFolder folder;
        try {
            loadChanged(folder.path(), Variant::Static, {}, tensors);
        } catch (const Failure& failure) {
            return failure.error().message();
        }
        return {};
    };
    CHECK(messageOf({projectionOf(trained)[0]}).find("prompt_proj.bias") != std::string::npos);
    auto extra = projectionOf(trained);
    extra.push_back(part(trained, "layer_scales", "layer_scales", {4}));
    CHECK(messageOf(extra).find("layer_scales") != std::string::npos);
    const std::string wrong
        = messageOf({part(trained, "prompt_proj.weight", "prompt_proj.weight", {32, 2 * kWidth}),
            part(trained, "prompt_proj.bias", "prompt_proj.bias", {32})});
    CAPTURE(wrong);
    CHECK(wrong.find("prompt_proj") != std::string::npos);
    CHECK(wrong.find("expected 96") != std::string::npos);
    CHECK(wrong.find("found 192") != std::string::npos);
}

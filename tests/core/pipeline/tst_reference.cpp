// SPDX-License-Identifier: MIT
// Checked against the outputs of the public reference implementation (tests/data/models/HOW_MADE.md): every
// variant, clip and setting, float32 on the CPU; relative error = largest absolute difference over largest
// absolute value.
#include "tests/core/pipeline/model_fixture.h"

#include "core/base/gating_figures.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr double kTolerance = 1e-4;
constexpr int kReferenceTokens = 20; // the reference stopped there
constexpr int kEndToken = 1199; // of the toy tokenizer

const std::vector<std::string> kVariants{
    "post-encoder", "layerwise-routers", "layerwise-single", "layerwise-shared"};

// "clip1/trained" -> its two parts
std::pair<std::string, std::string> split(const std::string& key)
{
    const auto slash = key.find('/');
    return {key.substr(0, slash), key.substr(slash + 1)};
}

void checkTensors(const Golden& golden, const std::string& key, const EncodeTensors& tensors)
{
    for (const auto& tensor : tensors.tensors) {
        const std::string name = key + "/" + tensor.name;
        CAPTURE(name);
        if (golden.has(name))
            CHECK(relativeError(tensor.values, golden.at(name)) <= kTolerance);
        else
            CHECK((tensor.name == "log_mel" || tensor.name == "audio_embeds"));
    }
    CHECK(golden.has(key + "/encoder_out"));
    CHECK(golden.has(key + "/gates.0"));
}

void checkTokens(const nlohmann::json& expected, const RunResult& result)
{
    std::vector<int> ids;
    for (const Token& token : result.transcript.segments.at(0).tokens)
        ids.push_back(token.id);
    std::vector<int> wanted = expected.at("tokens");
    if (wanted.back() == kEndToken) // the reference lists it
        wanted.pop_back();
    CHECK(ids == wanted);
    CHECK(result.transcript.segments.at(0).text == expected.at("text").get<std::string>());
    const std::vector<double> logprobs = expected.at("token_logprobs");
    for (std::size_t i = 0; i < std::min(ids.size(), logprobs.size()); ++i)
        CHECK(result.transcript.segments[0].tokens[i].logprob == doctest::Approx(logprobs[i]).epsilon(1e-3));
}

void checkAnalysis(const nlohmann::json& expected, const RunResult& result)
{
    const auto figures = gatingFigures(result.traces, FrameChoice::All);
    REQUIRE(figures.size() == expected.at("layer_usage").size());
    for (std::size_t l = 0; l < figures.size(); ++l) {
        const auto& usage = expected["layer_usage"][l];
        CHECK(figures[l].topExperts == usage.at("top_experts").get<std::vector<int>>());
        for (int i = 0; i < 3; ++i)
            CHECK(figures[l].topScores[i]
                == doctest::Approx(usage["top_scores"][i].get<double>()).epsilon(1e-4));
        CHECK(figures[l].referenceDiversity
            == doctest::Approx(expected["expert_diversity"][l].get<double>()).epsilon(1e-4));
        CHECK(figures[l].strength
            == doctest::Approx(expected["steering_strength"][l].get<double>()).epsilon(1e-4));
        // The reference prints its scales after the setting was multiplied in.
        if (expected.contains("layer_scale_values"))
            CHECK(figures[l].effectiveScale
                == doctest::Approx(expected["layer_scale_values"][l].get<double>()).epsilon(1e-5));
    }
}

} // namespace

TEST_CASE("every variant, clip and setting equals the reference")
{
    for (const std::string& variant : kVariants) {
        CAPTURE(variant);
        const auto model = loadSmall(variant);
        const Golden golden(dataFolder() / "models/expected" / (variant + ".safetensors"));
        const auto expected = readJson(dataFolder() / "models/expected" / (variant + ".json"));
        for (const auto& [key, answer] : expected.items()) {
            CAPTURE(key);
            const auto [name, setting] = split(key);
            const Waveform audio = clip(name);
            const SteeringSettings settings = referenceSettings(setting);
            checkTensors(golden, key, model->encode(audio, settings));
            RunOptions options;
            options.maxTokens = kReferenceTokens;
            const RunResult result = model->run(audio, settings, options);
            checkTokens(answer, result);
            if (answer.contains("analysis"))
                checkAnalysis(answer["analysis"], result);
        }
    }
}

TEST_CASE("the plain encoder and the features equal Hugging Face's Whisper")
{
    const auto model = loadSmall("layerwise-routers");
    const Golden golden(dataFolder() / "models/expected/features.safetensors");
    SteeringSettings bypass;
    bypass.bypass = true;
    for (const std::string name : {"clip1", "clip2"}) {
        const EncodeTensors tensors = model->encode(clip(name), bypass);
        CHECK(relativeError(find(tensors, "log_mel"), golden.at(name + "/log_mel")) <= kTolerance);
        CHECK(
            relativeError(find(tensors, "encoder_out"), golden.at(name + "/whisper_encoder")) <= kTolerance);
    }
}

TEST_CASE("bfloat16 stays near float32")
{
    // No exact answer exists in bfloat16 (8 bits of mantissa); 5 % of the largest value is far above its
    // noise here and far below what a wrong operator does.
    const auto model = loadSmall("layerwise-routers", 1 << 28, "bfloat16");
    const Golden golden(dataFolder() / "models/expected/layerwise-routers.safetensors");
    const EncodeTensors tensors = model->encode(clip("clip1"), {});
    CHECK(relativeError(find(tensors, "encoder_out"), golden.at("clip1/trained/encoder_out")) <= 0.05);
    CHECK(relativeError(find(tensors, "gates.0"), golden.at("clip1/trained/gates.0")) <= 0.05);
}

// SPDX-License-Identifier: MIT
// Against the reference's own answers for the tiny model (tests/data/models/HOW_MADE.md), in float32 on the
// CPU.
#include "tests/app/cli/program.h"
#include "tests/support/golden.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr int kEndToken = 1199; // of the toy tokenizer

Json expected(const std::string& variant)
{
    return Json::parse(contentOf(modelPath("expected/" + variant + ".json")));
}

// An hour would take the tiny model half a minute.
void writeLongWav(const fs::path& file, int seconds)
{
    const auto bytes = static_cast<std::uint32_t>(seconds * 16000 * 2);
    const auto little = [](std::uint32_t value, int size) {
        std::string text;
        for (int i = 0; i < size; ++i)
            text += static_cast<char>(value >> (8 * i) & 0xFF);
        return text;
    };
    std::string wav = "RIFF" + little(bytes + 36, 4) + "WAVEfmt " + little(16, 4) + little(1, 2)
        + little(1, 2) + little(16000, 4) + little(32000, 4) + little(2, 2) + little(16, 2) + "data"
        + little(bytes, 4);
    for (std::uint32_t i = 0; i < bytes; ++i)
        wav += static_cast<char>((i * 2654435761U) >> 28);
    writeFile(file, wav);
}

} // namespace

TEST_CASE("transcribe gives the reference's tokens and text for every setting")
{
    const Json golden = expected("layerwise-single");
    const std::vector<std::pair<std::string, std::vector<std::string>>> settings{{"trained", {}},
        {"off", {"--scale", "0"}}, {"half", {"--scale", "0.5"}}, {"negative", {"--scale", "-1"}},
        {"double-second-layer", {"--layer-scale", "2=2"}}};
    for (const auto& [name, options] : settings) {
        CAPTURE(name);
        std::vector<std::string> arguments{
            "transcribe", clip("clip1"), clip("clip2"), "--format", "json", "--max-tokens", "20"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Finished finished = run(withModel(arguments));
        CAPTURE(finished.err);
        REQUIRE(finished.code == 0);
        const Json found = Json::parse(finished.out);
        REQUIRE(found.size() == 2);
        for (int i = 0; i < 2; ++i) {
            const Json& reference = golden["clip" + std::to_string(i + 1) + "/" + name];
            std::vector<int> ids;
            for (const Json& token : found[i]["tokens"])
                ids.push_back(token["id"].get<int>());
            std::vector<int> tokens = reference["tokens"].get<std::vector<int>>();
            if (tokens.back() == kEndToken) // the reference lists it, a transcript does not
                tokens.pop_back();
            CHECK(ids == tokens);
            CHECK(found[i]["text"] == reference["text"]);
        }
    }
}

TEST_CASE("transcribe --format json has every field that docs/command-line.md names")
{
    const Finished finished = run(
        withModel({"transcribe", clip("clip1"), "--format", "json", "--max-tokens", "3", "--mute", "1:3"}));
    REQUIRE(finished.code == 0);
    CHECK(finished.err.empty()); // no terminal, so no progress
    const Json found = Json::parse(finished.out);
    CHECK(found["audio"]
        == Json({{"path", clip("clip1")}, {"seconds", 2.96}, {"sample_rate", 16000}, {"channels", 1}}));
    CHECK(found["tokens"].size() == 3);
    CHECK(found["tokens"][0]["logprob"].get<double>() < 0.0);
    CHECK(found["segments"].size() == 1);
    CHECK(found["segments"][0]["start"] == 0.0);
    CHECK(found["segments"][0]["end"].get<double>() == doctest::Approx(2.96));
    CHECK(found["model"]
        == Json(
            {{"name", "layerwise-single"}, {"variant", "layerwise-single"}, {"layers", 4}, {"experts", 8}}));
    CHECK(found["device"] == "cpu");
    CHECK(found["dtype"] == "float32");
    CHECK(found["threads"] == 2);
    CHECK(found["steering"]["layers"]["1"]["mute"] == Json({3}));
    for (const char* name : {"load_s", "features_s", "encode_s", "prefill_s", "decode_s", "total_s",
             "tokens_per_s", "real_time_factor"})
        CHECK(found["timings"][name].get<double>() >= 0.0);
}

TEST_CASE("saved settings and options that change them further")
{
    const TemporaryFolder folder;
    const std::string file = folder.path() / "settings.json";
    writeFile(file, R"({"version": 1, "master": 0.25, "layers": {"2": {"multiplier": 2.0}}})");
    const Finished finished = run(withModel({"transcribe", clip("clip1"), "--format", "json", "--max-tokens",
        "20", "--settings", file, "--scale", "1"}));
    REQUIRE(finished.code == 0);
    CHECK(Json::parse(finished.out)["text"]
        == expected("layerwise-single")["clip1/double-second-layer"]["text"]);
}

TEST_CASE("no steering is the plain encoder, and a recording may come from stdin")
{
    const TemporaryFolder folder;
    const std::string file = folder.path() / "plain.safetensors";
    const Finished finished
        = run(withModel({"encode", "-", "--no-steering", "--output", file}, "bundles/layerwise-routers"),
            contentOf(clip("clip1")));
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    const Golden golden(modelPath("expected/features.safetensors"));
    CHECK(relativeError(Golden(file).at("encoder_out"), golden.at("clip1/whisper_encoder")) <= 1e-4);
}

TEST_CASE("encode gives the reference's tensors")
{
    const TemporaryFolder folder;
    for (const std::string variant : {"layerwise-single", "post-encoder"}) {
        CAPTURE(variant);
        const std::string file = folder.path() / (variant + ".safetensors");
        REQUIRE(run(withModel({"encode", clip("clip2"), "--output", file}, "bundles/" + variant)).code == 0);
        const Golden found(file);
        const Golden golden(modelPath("expected/" + variant + ".safetensors"));
        CHECK(relativeError(
                  found.at("log_mel"), Golden(modelPath("expected/features.safetensors")).at("clip2/log_mel"))
            <= 1e-4);
        for (const char* name : {"encoder_out", "audio_embeds", "first_logits", "gates.0"})
            CHECK(relativeError(found.at(name), golden.at(std::string("clip2/trained/") + name)) <= 1e-4);
    }
}

TEST_CASE("analyze --all-frames gives the reference's analysis")
{
    const Json golden = expected("layerwise-single")["clip1/trained"]["analysis"];
    const Finished finished = run(withModel({"analyze", clip("clip1"), "--all-frames", "--format", "json"}));
    REQUIRE(finished.code == 0);
    const Json found = Json::parse(finished.out);
    CHECK(found["files"] == 1);
    CHECK(found["frames"] == 200);
    REQUIRE(found["layers"].size() == 4);
    for (std::size_t l = 0; l < 4; ++l) {
        const Json& layer = found["layers"][l];
        const Json& reference = golden["layer_usage"][l];
        CHECK(layer["layer"] == l + 1);
        CHECK(layer["experts"] == 8);
        CHECK(layer["mean_gates"].size() == 8);
        CHECK(layer["usage_entropy"].get<double>()
            == doctest::Approx(golden["expert_diversity"][l].get<double>()).epsilon(1e-4));
        CHECK(layer["strength"].get<double>()
            == doctest::Approx(golden["steering_strength"][l].get<double>()).epsilon(1e-4));
        CHECK(layer["scale"].get<double>()
            == doctest::Approx(golden["layer_scale_values"][l].get<double>()).epsilon(1e-4));
        for (std::size_t k = 0; k < 3; ++k) {
            CHECK(layer["top_experts"][k].get<int>() == reference["top_experts"][k].get<int>() + 1);
            CHECK(layer["top_scores"][k].get<double>()
                == doctest::Approx(reference["top_scores"][k].get<double>()).epsilon(1e-4));
        }
    }
}

TEST_CASE("analyze leaves padding out, and its formats agree")
{
    const std::vector<std::string> arguments{"analyze", clip("clip1"), clip("clip2"), "--format"};
    const auto formatted = [&](const char* format) {
        std::vector<std::string> all = arguments;
        all.emplace_back(format);
        return run(withModel(all)).out;
    };
    const Json json = Json::parse(formatted("json"));
    CHECK(json["files"] == 2);
    CHECK(json["frames"] == 400);
    CHECK(json["frames_counted"].get<int>() < 400);
    std::istringstream csv(formatted("csv"));
    std::string line;
    std::getline(csv, line);
    CHECK(line.rfind("layer,experts,scale", 0) == 0);
    std::getline(csv, line);
    CHECK(line.rfind("1,8," + json["layers"][0]["scale"].dump() + ",", 0) == 0);
    CHECK(formatted("table").find("frames 400, counted " + json["frames_counted"].dump() + ", files 2")
        != std::string::npos);
}

TEST_CASE("gates of transcribe are those of encode, and outputs may go into a folder")
{
    const TemporaryFolder folder;
    const std::string gates = folder.path() / "gates.safetensors";
    const Finished finished = run(withModel({"transcribe", clip("clip1"), "--max-tokens", "20", "--gates",
        gates, "--format", "srt", "--output", (folder.path() / "out/").string()}));
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    CHECK(finished.out.empty());
    CHECK(contentOf(folder.path() / "out/clip1.srt").rfind("1\n00:00:00,000 --> 00:00:02,960\nirlb", 0) == 0);
    REQUIRE(run(withModel({"transcribe", clip("clip1"), "--max-tokens", "20", "--format", "textgrid",
                    "--output", (folder.path() / "out/").string()}))
                .code
        == 0);
    const std::string grid = contentOf(folder.path() / "out/clip1.TextGrid");
    CHECK(grid.rfind("File type = \"ooTextFile\"\n", 0) == 0);
    CHECK(grid.find("text = \"irlb") != std::string::npos);
    const Golden golden(modelPath("expected/layerwise-single.safetensors"));
    for (const char* name : {"gates.0", "gates.1", "gates.2", "gates.3"})
        CHECK(relativeError(Golden(gates).at(name), golden.at(std::string("clip1/trained/") + name)) <= 1e-4);
}

TEST_CASE("import makes a bundle that gives the same text, and inspect says what it holds")
{
    const TemporaryFolder folder;
    const std::string bundle = folder.path() / "mine";
    const Finished imported
        = run({"import", "--checkpoint", modelPath("checkpoint-layerwise-single/pytorch_model.bin"),
            "--encoder", modelPath("whisper"), "--llm", modelPath("llm-qwen2"), "--config",
            modelPath("checkpoint-layerwise-single/config.yaml"), "--output", bundle});
    CAPTURE(imported.err);
    REQUIRE(imported.code == 0);
    CHECK(imported.out.empty());
    const Finished text = run({"transcribe", clip("clip1"), "--model", bundle, "--device", "cpu", "--dtype",
        "float32", "--max-tokens", "20", "--format", "json"});
    REQUIRE(text.code == 0);
    CHECK(Json::parse(text.out)["text"] == expected("layerwise-single")["clip1/trained"]["text"]);

    const Finished inspected = run({"inspect", bundle, "--format", "json"});
    CAPTURE(inspected.err);
    REQUIRE(inspected.code == 0);
    const Json json = Json::parse(inspected.out);
    CHECK(json["variant"] == "layerwise-single");
    CHECK(json["encoder"]["layers"] == 4);
    CHECK(json["steered"].size() == 4);
    CHECK(json["pooling"] == "max,4@4");
    CHECK(json["problems"].empty());
    CHECK(run({"inspect", bundle}).out.find("layerwise-single") != std::string::npos);

    const Json audio = Json::parse(run({"inspect", clip("clip1"), "--format", "json"}).out);
    CHECK(audio["seconds"] == 2.96);
    CHECK(audio["sample_rate"] == 16000);
}

TEST_CASE("Ctrl-C ends a run with 130 and leaves no output")
{
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "out");
    writeLongWav(folder.path() / "hour.wav", 3600);
    Program program(withModel(
        {"transcribe", folder.path() / "hour.wav", "--verbose", "--output", folder.path() / "out/text.txt"}));
    while (program.errorsSoFar().find("loaded in") == std::string::npos)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    program.interrupt();
    const Finished finished = program.wait();
    CHECK(finished.code == 130);
    CHECK(finished.err.find("steerscope-cli: error: stopped on request") != std::string::npos);
    CHECK(fs::is_empty(folder.path() / "out"));
}

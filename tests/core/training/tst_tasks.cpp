// SPDX-License-Identifier: MIT
// The road from nothing to a model: encoder by CTC, LLM, steering between them, everything together; each
// step's result is what the next one starts from.
#include "core/base/error.h"
#include "core/model/decoder/decoder_p.h"
#include "core/pipeline/transcriber.h"
#include "core/text/tokenizer.h"
#include "core/training/tasks/ctc_head_p.h"
#include "tests/core/training/training_fixture.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

void writeText(const TinyTraining& tiny)
{
    std::ofstream text(tiny.folder() / "text.txt");
    for (int i = 0; i < 40; ++i)
        text << "one two three\nfour five\nsix " << (i % 2 ? "seven" : "eight") << "\n";
}

nlohmann::json languageSettings()
{
    return {{"task", "language"}, {"output", "llm"},
        {"tokenizer", (TinyTraining::models() / "llm-qwen2").string()}, {"data", {{"text", {"text.txt"}}}},
        {"model", {{"prompt", "text: "}, {"max_tokens", 8}}},
        {"llm", {{"layers", 2}, {"width", 32}, {"heads", 2}, {"key_value_heads", 1}, {"intermediate", 64}}},
        {"prefix", {{"share", 0.5}, {"edge_high", 4}}}, {"batch", {{"size", 8}}},
        {"optimizer", {{"lr", {{"llm", 0.01}}}, {"warmup_steps", 5}, {"steps", 40}}},
        {"dev", {{"every", 40}}}, {"compute", {{"threads", 1}}}};
}

double lossAt(const TrainConfig& config, std::size_t step)
{
    return TinyTraining::log(config, "step").at(step)["loss"];
}

std::string transcribed(const std::filesystem::path& model)
{
    LoadOptions load;
    load.model = model.string();
    load.device = "cpu";
    load.dtype = "float32";
    const auto transcriber = Transcriber::load(load);
    const Waveform silence{std::vector<float>(16000, 0.0F)};
    return transcriber->run(silence, {}).transcript.segments.at(0).text;
}

} // namespace

TEST_CASE("the language task learns its sentences and writes an LLM that opens with its tokenizer")
{
    const TinyTraining tiny;
    writeText(tiny);
    const TrainConfig config = tiny.config(languageSettings());
    train(config);
    CHECK(lossAt(config, 39) < 0.5 * lossAt(config, 0));
    const auto decoder = loadDecoder(config.output / "model", at::kFloat, at::kCPU);
    CHECK(decoder->config.layers == 2);
    CHECK(decoder->config.tiedHead);
    CHECK(Tokenizer::load(config.output / "model")->vocabularySize() == decoder->config.vocabulary);
}

TEST_CASE("from nothing: encoder, LLM, steering, then everything together")
{
    const TinyTraining tiny;
    writeText(tiny);
    train(tiny.config(languageSettings(), {"optimizer.steps=4", "dev.every=0"}));
    train(tiny.config(tiny.settings("ctc"), {"output=encoder", "encoder.pooling=max,2@1"}));
    const auto head = readCtcHead(tiny.folder() / "encoder/model", 32);
    REQUIRE(head);
    CHECK(head->labels.characters() == std::vector<std::string>{" ", "e", "h", "n", "o", "r", "t", "w"});

    nlohmann::json steering = tiny.settings("steering");
    steering["model"] = {{"encoder", "encoder/model"}, {"llm", "llm/model"}, {"pooling", "max,2@1"},
        {"prompt", "text: "}, {"max_tokens", 8}};
    steering["output"] = "steering";
    train(tiny.config(steering));

    nlohmann::json joint = tiny.settings("joint");
    joint["model"] = {{"bundle", "steering/model"}};
    joint["loss"] = {{"ctc", 0.3}, {"balance", 0.01}};
    joint["output"] = "joint";
    const TrainConfig config = tiny.config(joint, {"optimizer.steps=12", "optimizer.lr.llm=0.003"});
    train(config);
    const auto parts = TinyTraining::log(config, "step").at(11)["parts"];
    CHECK(parts.contains("ctc"));
    CHECK(parts.contains("balance"));
    CHECK(lossAt(config, 11) < lossAt(config, 0));
    CHECK(readCtcHead(config.output / "model/encoder", 32)); // what everything was trained with goes along
    CHECK_NOTHROW(transcribed(config.output / "model"));

    // The bundle stands alone.
    std::filesystem::remove_all(tiny.folder() / "encoder");
    std::filesystem::remove_all(tiny.folder() / "llm");
    CHECK_NOTHROW(transcribed(config.output / "model"));
}

TEST_CASE("new labels leave what a CTC head knew as it was")
{
    const CtcHead head = randomCtcHead(CtcLabels({"a", "c"}), 4, 1);
    const CtcHead more = withLabels(head, CtcLabels({"a", "b", "c"}), 2);
    CHECK(more.weight[0].equal(head.weight[0]));
    CHECK(more.weight[1].equal(head.weight[1]));
    CHECK(more.weight[3].equal(head.weight[2]));
    CHECK(more.labels.collapse({1, 1, 0, 1, 3, 3, 2}) == "aacb");
    CHECK(more.labels.encode("cab!") == std::vector<std::int64_t>{3, 1, 2});
}

TEST_CASE("a steered layer that the encoder does not have is refused by its key")
{
    const TinyTraining tiny;
    nlohmann::json settings = tiny.settings("steering");
    settings["steering"] = {{"variant", "hybrid"}, {"layers", {2, 9}}};
    try {
        train(tiny.config(settings));
        FAIL("not refused");
    } catch (const Failure& failure) {
        CHECK(failure.error().what == "'steering.layers' names layer 9, the encoder has 4");
    }
}

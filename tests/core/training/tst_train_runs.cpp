// SPDX-License-Identifier: MIT
// Whole runs: what they leave behind, and that one which was interrupted ends where one in a piece ends.
#include "core/base/error.h"
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/tensor_file.h"
#include "core/pipeline/transcriber.h"
#include "core/training/trainer/run_folder.h"
#include "tests/core/training/training_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace steerscope;
using namespace steerscope::test;

namespace {

nlohmann::json augmented(nlohmann::json settings)
{
    settings["augment"] = {{"speed_low", 0.9}, {"speed_high", 1.1}, {"noise_probability", 0.5},
        {"time_masks", 1}, {"time_mask_frames", 10}};
    return settings;
}

// Trains `steps` steps, a stop after each of `stops`.
void trainInPieces(const TinyTraining& tiny, const nlohmann::json& settings, const std::vector<int>& stops)
{
    for (const int stop : stops) {
        StopFlag flag;
        TrainCallbacks callbacks;
        callbacks.step = [&](const StepRecord& record, std::int64_t) {
            if (record.step == stop)
                flag.stop();
        };
        CHECK_THROWS_AS(train(tiny.config(settings), callbacks, flag), Failure);
    }
    CHECK(train(tiny.config(settings)).state == "finished");
}

std::string failureText(const std::function<void()>& run)
{
    try {
        run();
    } catch (const Failure& failure) {
        return failure.error().message();
    }
    return "";
}

} // namespace

TEST_CASE("a steering run leaves a bundle that transcribes, a log and a status")
{
    const TinyTraining tiny;
    const TrainConfig config = tiny.config(tiny.settings("steering"));
    const EndRecord end = train(config);
    CHECK(end.state == "finished");
    CHECK(end.step == 6);

    LoadOptions load;
    load.model = (config.output / "model").string();
    load.device = "cpu";
    load.dtype = "float32";
    const auto transcriber = Transcriber::load(load);
    CHECK(transcriber->info().variant == "layerwise-single");
    CHECK(transcriber->info().steered.size() == 4);
    CHECK(std::filesystem::exists(config.output / "best/steerscope.json"));

    CHECK(tiny.log(config, "start").size() == 1);
    CHECK(tiny.log(config, "start")[0]["parameters"]["vectors"] == 4 * 8 * 96);
    CHECK(tiny.log(config, "start")[0]["parameters"]["scales"] == 4);
    const auto steps = tiny.log(config, "step");
    REQUIRE(steps.size() == 6);
    CHECK(steps[5]["layers"].size() == 4);
    CHECK(steps[5]["layers"][0]["load"].size() == 8);
    CHECK(steps[1]["lr"]["vectors"] == doctest::Approx(0.5e-3)); // warm-up of two steps, from 0
    CHECK(tiny.log(config, "dev").size() == 2);
    CHECK(tiny.log(config, "end")[0]["reason"] == "steps");
    std::ifstream status(config.output / "status.json");
    CHECK(nlohmann::json::parse(status)["state"] == "finished");
}

TEST_CASE("a run in pieces ends with the weights and the log of a run in one piece")
{
    for (const std::string task : {"steering", "ctc"}) {
        CAPTURE(task);
        const TinyTraining whole;
        const TinyTraining pieces;
        nlohmann::json settings = augmented(whole.settings(task));
        if (task == "ctc")
            settings["regularization"] = {{"dropout", 0.1}, {"layer_drop", 0.2}};
        trainInPieces(whole, settings, {});
        trainInPieces(pieces, settings, {1, 3, 5});
        const std::string file
            = task == "ctc" ? "run/model/model.safetensors" : "run/model/steering.safetensors";
        CHECK(whole.bytesOf(whole.folder() / file) == pieces.bytesOf(pieces.folder() / file));
        const auto lossesOf = [](const TinyTraining& tiny, const nlohmann::json& json) {
            std::vector<double> losses;
            for (const auto& step : tiny.log(tiny.config(json), "step"))
                losses.push_back(step["loss"]);
            return losses;
        };
        CHECK(lossesOf(whole, settings) == lossesOf(pieces, settings));
    }
}

TEST_CASE("a run goes on only with its own configuration and data")
{
    const TinyTraining tiny;
    const nlohmann::json settings = tiny.settings("steering");
    train(tiny.config(settings));
    CHECK(failureText([&] {
        train(tiny.config(settings, {"seed=4"}));
    }).find("'seed' is 4, but this run began with 3")
        == 0);

    std::ofstream manifest(tiny.folder() / "train.tsv", std::ios::app);
    manifest << (TinyTraining::models() / "audio/clip2.wav").string() << "\t3.356\tB\tfour\n";
    manifest.close();
    CHECK(failureText([&] {
        train(tiny.config(settings, {"optimizer.steps=8"}));
    }).empty()); // a duplicate row: skipped

    std::ofstream changed(tiny.folder() / "train.tsv");
    changed << "path\tduration_s\tspeaker\ttext\n"
            << (TinyTraining::models() / "audio/clip1.wav").string() << "\t2.960\tA\tsomething else\n";
    changed.close();
    CHECK(failureText([&] {
        train(tiny.config(settings, {"optimizer.steps=9"}));
    }).find("the training data has changed since this run began")
        == 0);
}

TEST_CASE("a run of a version that knew fewer keys goes on with their defaults")
{
    const TinyTraining tiny;
    const TrainConfig config = tiny.config(tiny.settings("ctc"), {"optimizer.steps=2"});
    train(config);
    nlohmann::json kept = nlohmann::json::parse(TinyTraining::bytesOf(config.output / "config.json"));
    kept["augment"].erase("concat_same_speaker");
    std::ofstream(config.output / "config.json") << kept.dump();
    CHECK(failureText([&] { train(tiny.config(tiny.settings("ctc"), {"optimizer.steps=3"})); }).empty());
    CHECK(failureText([&] {
        train(tiny.config(tiny.settings("ctc"), {"optimizer.steps=4", "augment.concat_same_speaker=0.1"}));
    }).find("'augment/concat_same_speaker'")
        == 0);
}

TEST_CASE(
    "a loss that is not finite ends the run, naming step and batch, with the checkpoint before it whole")
{
    const TinyTraining tiny;
    const nlohmann::json settings = tiny.settings("steering");
    const std::string text = failureText([&] {
        train(tiny.config(
            settings, {"optimizer.lr.vectors=1e38", "optimizer.lr.scales=1e38", "optimizer.clip=0"}));
    });
    CHECK(text.find("is not finite: step ") != std::string::npos);
    CHECK(text.find("clip1.wav") != std::string::npos);
    std::ifstream status(tiny.folder() / "run/status.json");
    CHECK(nlohmann::json::parse(status)["state"] == "failed");
}

TEST_CASE("two trainings in one folder are refused")
{
    const TinyTraining tiny;
    const RunFolder held(tiny.folder() / "run");
    CHECK(failureText([&] {
        train(tiny.config(tiny.settings("ctc")));
    }).find("another process trains in this folder")
        == 0);
}

TEST_CASE("control.json pauses, continues and stops")
{
    const TinyTraining tiny;
    const TrainConfig config = tiny.config(tiny.settings("ctc"), {"optimizer.steps=1000", "dev.every=1000"});
    TrainCallbacks callbacks;
    callbacks.step = [&](const StepRecord& record, std::int64_t) {
        if (record.step == 2)
            std::ofstream(config.output / "control.json") << R"({"command": "stop"})";
    };
    const EndRecord end = train(config, callbacks);
    CHECK(end.state == "stopped");
    CHECK(end.step == 2);
    CHECK(!std::filesystem::exists(config.output / "control.json"));
    CHECK(std::filesystem::exists(config.output / "checkpoints/step-2/state.json"));
}

TEST_CASE("early stop after evaluations without a better WER")
{
    const TinyTraining tiny;
    const TrainConfig config = tiny.config(tiny.settings("ctc"),
        {"optimizer.steps=50", "dev.every=1", "dev.patience=2", "optimizer.lr.encoder=0",
            "optimizer.lr.head=0"});
    const EndRecord end = train(config);
    CHECK(end.reason == "early stop");
    CHECK(end.step == 3); // the first is the best, two more are no better
}

TEST_CASE("two micro batches a step train as one batch of both")
{
    std::vector<float> weights[2];
    for (const int accumulate : {1, 2}) {
        const TinyTraining tiny;
        nlohmann::json settings = tiny.settings("steering");
        settings["batch"] = {{"size", 2 / accumulate}, {"accumulate", accumulate}, {"full_window", true}};
        const TrainConfig config = tiny.config(settings);
        train(config);
        const TensorMap tensors = readSafetensors(config.output / "model/steering.safetensors");
        const TensorView& vectors = tensors.at("steering_vectors");
        const auto* values = reinterpret_cast<const float*>(vectors.data);
        weights[accumulate - 1].assign(values, values + vectors.elements());
    }
    REQUIRE(weights[0].size() == weights[1].size());
    float most = 0.0F;
    for (std::size_t i = 0; i < weights[0].size(); ++i)
        most = std::max(most, std::abs(weights[0][i] - weights[1][i]));
    CHECK(most < 1e-5F);
}

TEST_CASE("a device that is not there is refused, never replaced")
{
    const TinyTraining tiny;
    for (const std::string task : {"ctc", "steering"})
        CHECK(failureText([&] { train(tiny.config(tiny.settings(task), {"compute.device=cuda:7"})); }) != "");
}

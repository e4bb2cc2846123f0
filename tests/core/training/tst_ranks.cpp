// SPDX-License-Identifier: MIT
// Trainings of several ranks, as threads: they end where one process with all the batch ends, decide alike,
// and fail together. Over MPI: tests/app/cli/tst_cli_ranks.cpp.
#include "tests/core/training/ranks_fixture.h"
#include "tests/core/training/thread_ranks.h"

#include "core/training/tasks/dev_scores.h"

#include <doctest/doctest.h>

#include <atomic>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::vector<std::optional<Error>> trainTogether(
    const TrainConfig& config, int size, const TrainCallbacks& callbacks = {}, const StopFlag& stop = {})
{
    return onThreads(size, [&](const Ranks& ranks) { train(config, ranks, callbacks, stop); });
}

void checkDone(const std::vector<std::optional<Error>>& errors)
{
    for (const std::optional<Error>& error : errors)
        CHECK_MESSAGE(!error, (error ? error->message() : ""));
}

} // namespace

TEST_CASE("two ranks give the weights of one with the doubled batch")
{
    for (const std::string task : {"ctc", "steering", "language"}) {
        CAPTURE(task);
        const SharedTraining one;
        const SharedTraining two;
        train(one.config(one.share(task, 1)));
        const TrainConfig config = two.config(two.share(task, 2));
        checkDone(trainTogether(config, 2));
        CHECK(largestDifference(one.weights(task), two.weights(task)) < 1e-5);
        CHECK(two.log(config, "start")[0]["ranks"] == 2);

        const auto alone = one.log(one.config(one.share(task, 1)), "step");
        const auto shared = two.log(config, "step");
        REQUIRE(alone.size() == shared.size());
        for (std::size_t i = 0; i < alone.size(); ++i) {
            const double loss = alone[i]["loss"];
            CHECK(shared[i]["loss"].get<double>() == doctest::Approx(loss).epsilon(1e-5));
            for (const auto& [part, value] : alone[i]["parts"].items())
                CHECK(shared[i]["parts"][part].get<double>()
                    == doctest::Approx(value.get<double>()).epsilon(1e-5));
        }
    }
}

TEST_CASE("two ranks with accumulation, and features from the cache, give the weights of one with all")
{
    const SharedTraining one;
    const SharedTraining two;
    const auto settings = [](const SharedTraining& tiny, int ranks) {
        nlohmann::json json = tiny.share("steering", ranks);
        json["steering"]["variant"] = "post-encoder"; // what is below the steering is computed once
        json["batch"]["accumulate"] = 2;
        return json;
    };
    train(one.config(settings(one, 1)));
    checkDone(trainTogether(two.config(settings(two, 2)), 2));
    CHECK(largestDifference(one.weights("steering"), two.weights("steering")) < 1e-5);
    int caches = 0;
    for (const auto& entry : std::filesystem::directory_iterator(two.folder() / "cache"))
        caches += entry.path().filename().string().starts_with("features-") ? 1 : 0;
    CHECK(caches == 1);
}

TEST_CASE("an evaluation of three ranks counts every dev utterance once")
{
    const SharedTraining one;
    const SharedTraining three;
    const nlohmann::json alone = one.share("ctc", 1);
    nlohmann::json shared = three.share("ctc", 1);
    shared["batch"]["size"] = 2;
    train(one.config(alone));
    const TrainConfig config = three.config(shared);
    checkDone(trainTogether(config, 3));
    const auto expected = one.log(one.config(alone), "dev");
    const auto found = three.log(config, "dev");
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i]["words"] == expected[i]["words"]);
        REQUIRE(found[i]["sets"].size() == 1); // named after its folder
        CHECK(found[i]["sets"].begin().value()["words"] == expected[i]["sets"].begin().value()["words"]);
    }
}

TEST_CASE("a rank whose share of the dev set is empty evaluates with the others")
{
    const SharedTraining tiny;
    nlohmann::json settings = tiny.share("steering", 2);
    settings["data"]["dev_limit"] = 1;
    const TrainConfig config = tiny.config(settings);
    checkDone(trainTogether(config, 2));
    CHECK(tiny.log(config, "dev").back()["words"] == 1);
}

TEST_CASE("scores of all ranks are added up, set by set")
{
    DevRecord records[2];
    const auto errors = onThreads(2, [&](const Ranks& ranks) {
        DevScores scores;
        if (ranks.first()) {
            scores.add("one two", "one two", "my set");
            scores.add("three", "four", "other");
        } else {
            scores.add("one two", "one", "my set");
        }
        scores.addLoss(ranks.first() ? 1.0 : 5.0, 2.0);
        records[ranks.rank()] = scores.record(ranks);
    });
    checkDone(errors);
    for (const DevRecord& record : records) {
        CHECK(record.loss == doctest::Approx(6.0 / 4.0));
        CHECK(record.wer == doctest::Approx(2.0 / 5.0));
        CHECK(record.words == 5);
        REQUIRE(record.sets.size() == 2);
        CHECK(record.sets.at("my set").words == 4);
        CHECK(record.sets.at("my set").wer == doctest::Approx(0.25));
        CHECK(record.sets.at("other").wer == doctest::Approx(1.0));
    }
}

TEST_CASE(
    "two ranks that were stopped go on to the weights of two left alone, from the first one's checkpoint")
{
    const SharedTraining whole;
    const SharedTraining pieces;
    checkDone(trainTogether(whole.config(whole.share("ctc", 2)), 2));
    const TrainConfig config = pieces.config(pieces.share("ctc", 2));
    TrainCallbacks callbacks;
    callbacks.step = [&](const StepRecord& record, std::int64_t) {
        if (record.step == 3)
            std::ofstream(config.output / "control.json") << R"({"command": "stop"})";
    };
    checkDone(trainTogether(config, 2, callbacks));
    CHECK(pieces.log(config, "end")[0]["reason"] == "stopped");
    checkDone(trainTogether(config, 2));
    CHECK(whole.bytesOf(whole.weights("ctc")) == pieces.bytesOf(pieces.weights("ctc")));
}

TEST_CASE("a signal to any rank stops all of them after the same step, soon")
{
    const SharedTraining tiny;
    const TrainConfig config = tiny.config(tiny.share("ctc", 2), {"optimizer.steps=1000", "dev.every=1000"});
    const StopFlag stops[2];
    TrainCallbacks callbacks;
    callbacks.step = [&](const StepRecord& record, std::int64_t) {
        if (record.step == 2)
            stops[1].stop();
    };
    const auto errors
        = onThreads(2, [&](const Ranks& ranks) { train(config, ranks, callbacks, stops[ranks.rank()]); });
    CHECK(!errors[0]);
    REQUIRE(errors[1]);
    CHECK(errors[1]->code == ErrorCode::Cancelled);
    REQUIRE(tiny.log(config, "end").size() == 1);
    const auto end = tiny.log(config, "end")[0];
    CHECK(end["reason"] == "stopped");
    CHECK(end["step"].get<int>() <= 4);
    CHECK(std::filesystem::exists(
        config.output / "checkpoints" / ("step-" + end["step"].dump()) / "state.json"));
}

TEST_CASE("early stop comes on all ranks")
{
    const SharedTraining tiny;
    const TrainConfig config = tiny.config(tiny.share("ctc", 2),
        {"optimizer.steps=50", "dev.every=1", "dev.patience=2", "optimizer.lr.encoder=0",
            "optimizer.lr.head=0"});
    checkDone(trainTogether(config, 2));
    CHECK(tiny.log(config, "end")[0]["reason"] == "early stop");
    CHECK(tiny.log(config, "end")[0]["step"] == 3);
}

TEST_CASE("a loss that is not finite names the batch of every rank")
{
    const SharedTraining tiny;
    const auto errors
        = trainTogether(tiny.config(tiny.share("steering", 2),
                            {"optimizer.lr.vectors=1e38", "optimizer.lr.scales=1e38", "optimizer.clip=0"}),
            2);
    for (const std::optional<Error>& error : errors) {
        REQUIRE(error);
        CHECK(error->what.find("is not finite") != std::string::npos);
        const std::string& where = error->where;
        CHECK(std::count(where.begin(), where.end(), ',') == 1 + 3); // step and batch of four
    }
}

TEST_CASE("a rank that finds other data ends all")
{
    const SharedTraining tiny;
    const TrainConfig config = tiny.config(tiny.share("ctc", 2));
    TrainConfig other = config;
    other.data.train = {tiny.folder() / "train.tsv"};
    const auto errors
        = onThreads(2, [&](const Ranks& ranks) { train(ranks.first() ? config : other, ranks); });
    for (const std::optional<Error>& error : errors)
        REQUIRE(error);
}

// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "tests/core/training/training_fixture.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::string refusal(
    const TinyTraining& tiny, const nlohmann::json& settings, const std::vector<std::string>& overrides = {})
{
    try {
        tiny.config(settings, overrides);
    } catch (const Failure& failure) {
        return failure.error().what;
    }
    return "";
}

} // namespace

TEST_CASE("defaults are the reference's, and what is written reads back as the same")
{
    const TinyTraining tiny;
    const TrainConfig config = tiny.config(tiny.settings("steering"));
    CHECK(config.optimizer.rates.at("vectors") == 1e-3);
    CHECK(config.optimizer.rates.at("router") == 1e-4);
    CHECK(config.optimizer.weightDecay == 0.01);
    CHECK(config.optimizer.clip == 1.0);
    CHECK(config.steering.initialScale == 0.1);
    CHECK(config.data.train.front() == tiny.folder() / "train.tsv"); // seen from the file's folder
    CHECK(config.name == "run");

    std::ofstream(tiny.folder() / "again.json") << trainConfigJson(config);
    CHECK(trainConfigJson(readTrainConfig(tiny.folder() / "again.json")) == trainConfigJson(config));
}

TEST_CASE("overrides change single keys")
{
    const TinyTraining tiny;
    const TrainConfig config = tiny.config(tiny.settings("steering"),
        {"optimizer.lr.vectors=0.01", "steering.variant=post-encoder", "data.repeat={\"a/b\": 3}",
            "name=second"});
    CHECK(config.optimizer.rates.at("vectors") == 0.01);
    CHECK(config.optimizer.rates.at("router") == 1e-4);
    CHECK(config.steering.variant == Variant::PostEncoder);
    CHECK(config.data.repeat.at("a/b") == 3);
    CHECK(config.name == "second");
}

TEST_CASE("what is wrong is named by its key")
{
    const TinyTraining tiny;
    const nlohmann::json good = tiny.settings("steering");
    CHECK(refusal(tiny, good).empty());
    CHECK(refusal(tiny, good, {"optimizer.stepz=3"}).find("'optimizer.stepz' is not a key") == 0);
    CHECK(refusal(tiny, good, {"augment.echo=1"}).find("'augment.echo' is not a key") == 0);
    CHECK(refusal(tiny, good, {"batch.size=0"}).find("'batch.size'") == 0);
    CHECK(refusal(tiny, good, {"batch.size=\"4\""}).find("'batch.size' must be a whole number") == 0);
    CHECK(refusal(tiny, good, {"batch.size=-4"}).find("'batch.size' must be a whole number") == 0);
    CHECK(refusal(tiny, good, {"steering.variant=routed"})
              .find("'steering.variant' is 'routed'; it can be static")
        == 0);
    CHECK(refusal(tiny, good, {"steering.variant=hybrid"}).find("'steering.layers' is needed") == 0);
    CHECK(refusal(tiny, good, {"steering.variant=hybrid", "steering.layers=[3,3]"}).find("'steering.layers'")
        == 0);
    CHECK(refusal(tiny, good, {"optimizer.lr.everything=1"}).find("'optimizer.lr.everything'") == 0);
    CHECK(refusal(tiny, good, {"data.train=[]"}).find("'data.train' is needed") == 0);
    CHECK(refusal(tiny, good, {"compute.dtype=float16"}).find("'compute.dtype'") == 0);
    CHECK(refusal(tiny, good, {"steps"}).find("'steps' is not KEY=VALUE") == 0);
    nlohmann::json none = good;
    none.erase("model");
    CHECK(refusal(tiny, none).find("'model.encoder'") == 0);
}

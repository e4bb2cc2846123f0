// SPDX-License-Identifier: MIT
// Training from what the frozen layers gave once equals training through them.
#include "tests/core/training/training_fixture.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

TEST_CASE("cached and uncached training give the same losses, whatever the first steered layer")
{
    for (const std::string variant : {"post-encoder", "static", "hybrid"}) {
        CAPTURE(variant);
        std::vector<double> losses[2];
        for (const bool cached : {false, true}) {
            const TinyTraining tiny;
            nlohmann::json settings = tiny.settings("steering");
            settings["steering"] = {{"variant", variant}};
            if (variant == "hybrid")
                settings["steering"]["layers"] = {3, 4};
            settings["model"]["pooling"] = "max,4@2";
            settings["batch"]["full_window"] = true;
            settings["compute"]["cache_features"] = cached;
            const TrainConfig config = tiny.config(settings);
            train(config);
            for (const auto& step : tiny.log(config, "step"))
                losses[cached ? 1 : 0].push_back(step["loss"]);
            bool found = false;
            for (const auto& entry : std::filesystem::directory_iterator(config.data.cache))
                found = found || entry.path().filename().string().starts_with("features-");
            CHECK(found == cached);
        }
        REQUIRE(losses[0].size() == 6);
        for (std::size_t i = 0; i < 6; ++i)
            CHECK(losses[1][i] == doctest::Approx(losses[0][i]).epsilon(1e-5));
    }
}

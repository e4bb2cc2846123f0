// SPDX-License-Identifier: MIT
// Expected settings are written by hand from docs/command-line.md and docs/steering-and-analysis.md.
#include "app/cli/steering_options.h"
#include "core/base/error.h"
#include "core/base/gating_trace.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::cli;

namespace {

SteeringSettings ofScale(const std::string& typed)
{
    SteeringOptions options;
    options.layerScale = {typed};
    return steeringSettings(options);
}

} // namespace

TEST_CASE("nothing typed is as trained")
{
    CHECK(steeringSettings({}) == SteeringSettings{});
}

TEST_CASE("layers are typed from 1, as lists, ranges and out")
{
    const SteeringSettings settings = ofScale("3=0.5,5-7=-1,out=2e0");
    REQUIRE(settings.layers.size() == 5);
    CHECK(settings.layer(2).multiplier == 0.5);
    CHECK(settings.layer(4).multiplier == -1.0);
    CHECK(settings.layer(6).multiplier == -1.0);
    CHECK(settings.layer(kOutLayer).multiplier == 2.0);
    CHECK(settings.layer(3).asTrained());
}

TEST_CASE("every option reaches its field")
{
    SteeringOptions options;
    options.scale = 0.25;
    options.off = true;
    options.layerAbsolute = {"1=0.2"};
    options.temperature = {"1=3"};
    options.mute = {"2:1,2:8", "2:3"};
    options.solo = {"3:2"};
    options.force = {"4:8"};
    const SteeringSettings settings = steeringSettings(options);
    CHECK(settings.bypass);
    CHECK(settings.master == 0.25);
    CHECK(settings.layer(0).absolute == 0.2);
    CHECK(settings.layer(0).temperature == 3.0);
    CHECK(settings.layer(1).mute == std::set<int>{0, 2, 7});
    CHECK(settings.layer(2).solo == std::set<int>{1});
    CHECK(settings.layer(3).force == 7);
}

TEST_CASE("what is typed last counts")
{
    CHECK(ofScale("1-4=2,3=5").layer(2).multiplier == 5.0);
    CHECK(ofScale("3=5,3=1").normalised() == SteeringSettings{});
}

TEST_CASE("what cannot be understood is shown with an example")
{
    for (const char* typed :
        {"", "3", "3=", "=1", "3=x", "0=1", "-1=1", "7-5=1", "1-out=1", "1-99999=1", "3=1,,4=1", "3=0.5x"}) {
        CAPTURE(typed);
        CHECK_THROWS_WITH_AS(ofScale(typed), doctest::Contains("write it like --layer-scale 3=0.5"), Failure);
    }
    SteeringOptions options;
    for (const char* typed : {"3", "3:0", "3:-1", "3:x", ":1", "x:1"}) {
        CAPTURE(typed);
        options.mute = {typed};
        CHECK_THROWS_WITH_AS(steeringSettings(options), doctest::Contains("--mute 3:2"), Failure);
    }
}

// SPDX-License-Identifier: MIT
#include "core/training/experiment/run_log.h"

#include "core/base/error.h"
#include "tests/core/training/experiment/files.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::experiment;

TEST_CASE("a log in pieces: a step counts once, as last written")
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "log.jsonl";
    test::writeText(file,
        R"({"type":"start","parameters":{"vectors":12,"router":3},"resumed_from":null})"
        "\n"
        R"({"type":"step","step":1,"loss":4.0,"step_s":0.5,"wait_s":0.1,"memory_bytes":100,"layers":[{"layer":1,"scale":0.1},{"layer":"out","scale":1.0}]})"
        "\n"
        R"({"type":"step","step":2,"loss":9.0,"step_s":9.0,"wait_s":0.1,"memory_bytes":900})"
        "\n"
        R"({"type":"end","step":2,"state":"stopped"})"
        "\n"
        R"({"type":"start","parameters":{"vectors":12,"router":3},"resumed_from":1})"
        "\n"
        R"({"type":"step","step":2,"loss":3.0,"step_s":0.5,"wait_s":0.0,"memory_bytes":300,"layers":[{"layer":1,"scale":0.2}]})"
        "\n"
        R"({"type":"dev","step":2,"wer":0.75,"loss":3.5})"
        "\n"
        R"({"type":"dev","step":4,"wer":null,"loss":3.5})"
        "\n"
        R"({"type":"end","step":2,"state":"finished"})"
        "\n"
        R"({"type":"step","step":3,"lo)");
    const RunLog log = readRunLog(file);
    CHECK(log.parameters.at("vectors") == 12);
    REQUIRE(log.loss.size() == 2);
    CHECK(log.loss[1].value == 3.0);
    CHECK(log.stepSeconds == 1.0);
    CHECK(log.waitSeconds == doctest::Approx(0.1));
    CHECK(log.peakMemory == 300.0);
    REQUIRE(log.devWer.size() == 1);
    CHECK(log.devWer[0].value == 0.75);
    CHECK(log.scales.at("1").size() == 2);
    CHECK(log.scales.at("1")[1].value == 0.2);
    CHECK(log.scales.at("out")[0].value == 1.0);
    CHECK(log.steps == 2);
    CHECK(log.state == "finished");
    CHECK_THROWS_AS(readRunLog(folder.path() / "none"), Failure);
}

TEST_CASE("steps to a loss: the mean of a window, not one lucky batch")
{
    RunLog log;
    for (int step = 1; step <= 10; ++step)
        log.loss.push_back({static_cast<double>(step), step == 3 ? 0.0 : 10.0 - step});
    // Means of 2: (9, 8), (8, 0), (0, 6), (6, 5), (5, 4), (4, 3), (3, 2), ...
    CHECK(stepsToLoss(log, 3.5, 2) == 4.0); // (0 + 6) / 2
    CHECK(stepsToLoss(log, 2.5, 2) == 8.0); // (3 + 2) / 2
    CHECK_FALSE(stepsToLoss(log, 0.1, 2));
    CHECK(stepsToLoss(log, 5.0, 10) == 10.0);
    CHECK_FALSE(stepsToLoss(log, 100.0, 20)); // too few steps for the window
}

// SPDX-License-Identifier: MIT
// Lines of a training's log as columns: values against the formulas that wrote them.
#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/session/training_records.h"
#include "tests/core/session/synthetic_training.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace steerscope;
using test::SyntheticTraining;

namespace {

TrainingRun read(const QByteArray& log)
{
    TrainingRun run;
    for (const QByteArray& line : log.split('\n'))
        takeTrainingLine(run, line.toStdString());
    return run;
}

bool columnsAreWhole(const TrainingRun& run)
{
    const std::size_t count = run.steps.size();
    bool whole = run.steps.loss.size() == count && run.steps.stepSeconds.size() == count
        && run.steps.waitSeconds.size() == count && run.steps.tokensPerSecond.size() == count
        && run.steps.memoryBytes.size() == count;
    for (const auto* group : {&run.steps.parts, &run.steps.learningRates, &run.steps.gradientNorms})
        for (const NamedColumn& column : *group)
            whole = whole && column.values.size() == count;
    for (const LayerColumns& layer : run.layers)
        whole = whole && layer.scale.size() == count && layer.vectorNorm.size() == count
            && layer.usageEntropy.size() == count && layer.frameEntropy.size() == count
            && layer.load.size() == count * static_cast<std::size_t>(layer.experts);
    return whole;
}

} // namespace

TEST_CASE("every value is where it belongs")
{
    const SyntheticTraining training;
    const TrainingRun run = read(test::syntheticLog(training));
    CHECK(run.start.task == QStringLiteral("steering"));
    CHECK(run.start.variant == QStringLiteral("layerwise-single"));
    CHECK(run.start.steps == 30);
    CHECK(run.start.seconds == 5121.5);
    CHECK_FALSE(run.start.resumedFrom);
    REQUIRE(run.start.layers.size() == 3);
    CHECK(run.start.layers[0].layer == 0); // people count from 1
    CHECK(run.start.layers[2].layer == kOutLayer);
    REQUIRE(run.start.parameters.size() == 4);
    CHECK(run.start.parameters[3].first == QStringLiteral("projection"));
    CHECK(run.start.parameters[3].second == 37056);
    REQUIRE(run.start.skipped.size() == 1);
    CHECK(run.start.skipped[0].line == 17);

    REQUIRE(run.steps.size() == 30);
    REQUIRE(columnsAreWhole(run));
    REQUIRE(run.layers.size() == 3);
    REQUIRE(run.steps.learningRates.size() == 2);
    CHECK(run.steps.learningRates[1].name == QStringLiteral("router"));
    for (int n = 0; n < 30; ++n) {
        const auto at = static_cast<std::size_t>(n);
        CHECK(run.steps.step[at] == n + 1);
        CHECK(run.steps.loss[at] == doctest::Approx(test::lossAt(training, n + 1)).epsilon(1e-5));
        for (int layer = 0; layer < 3; ++layer) {
            const LayerColumns& columns = run.layers[static_cast<std::size_t>(layer)];
            CHECK(columns.scale[at] == doctest::Approx(test::scaleAt(training, n + 1, layer)).epsilon(1e-5));
            for (int expert = 0; expert < 4; ++expert)
                CHECK(columns.loadOf(at, expert)
                    == doctest::Approx(test::loadAt(training, n + 1, layer, expert)).epsilon(1e-5));
        }
    }
    CHECK(run.layer(kOutLayer) == &run.layers[2]);
    CHECK(run.layer(17) == nullptr);

    REQUIRE(run.dev.size() == 3);
    CHECK(run.dev[1].step == 20);
    CHECK(run.dev[1].wer == doctest::Approx(test::werAt(training, 20)).epsilon(1e-5));
    REQUIRE(run.dev[1].samples.size() == 3);
    CHECK(run.dev[1].samples[0].hypothesis == QStringLiteral("seven tree one"));
    CHECK(run.checkpoints == std::vector<int>{10, 20, 30});
    CHECK(run.stepCount() == 30);
}

TEST_CASE("fields and types that are not known are passed over, missing ones are NaN")
{
    TrainingRun run;
    takeTrainingLine(run, R"({"type":"weather","step":3,"sun":[1,2,{"a":null}]})");
    takeTrainingLine(run, R"({"type":"step","step":1,"loss":2.5,"novel":{"x":[1]}})");
    takeTrainingLine(run, R"({"type":"step","step":2,"lr":{"vectors":0.5},"loss":null})");
    takeTrainingLine(run, "  ");
    REQUIRE(run.steps.size() == 2);
    CHECK(columnsAreWhole(run));
    CHECK(run.steps.loss[0] == 2.5F);
    CHECK(std::isnan(run.steps.loss[1]));
    CHECK(std::isnan(run.steps.stepSeconds[1]));
    CHECK(std::isnan(run.steps.learningRates[0].values[0]));
    CHECK(run.steps.learningRates[0].values[1] == 0.5F);
}

TEST_CASE("the order of the keys does not matter")
{
    TrainingRun run;
    takeTrainingLine(run,
        R"({"layers":[{"load":[0.25,0.75],"scale":0.5,"layer":2},{"layer":"out","load":[1]}],"loss":1.5,"step":4,"type":"step"})");
    REQUIRE(run.steps.size() == 1);
    CHECK(run.steps.step[0] == 4);
    CHECK(run.steps.loss[0] == 1.5F);
    REQUIRE(run.layer(1) != nullptr);
    CHECK(run.layer(1)->scale[0] == 0.5F);
    CHECK(run.layer(1)->loadOf(0, 1) == 0.75F);
    CHECK(run.layer(kOutLayer)->experts == 1);
}

TEST_CASE("a broken line leaves nothing behind")
{
    const SyntheticTraining training;
    TrainingRun run = read(test::syntheticLog(training));
    for (const char* line :
        {"{\"type\":\"step\",\"step\":31,\"loss\":1.0,\"layers\":[{\"layer\":1,\"scale\":",
            R"({"type":"step","step":31,"loss":"high"})", R"({"type":"step","loss":1.0})",
            R"({"type":"step","step":31,"layers":[{"layer":1,"load":[0.5,0.5]}]})",
            R"({"type":"step","step":31,"layers":[{"scale":1}]})",
            R"({"type":"step","step":31,"layers":[{"layer":0,"scale":1}]})", "no JSON at all", "[1,2]",
            R"({"type":"step","step":31,"loss":1.0} and more)"}) {
        CAPTURE(line);
        CHECK_THROWS_AS(takeTrainingLine(run, line), Failure);
        CHECK(run.steps.size() == 30);
        CHECK(columnsAreWhole(run));
    }
    takeTrainingLine(run, test::stepLine(training, 31).toStdString());
    CHECK(run.steps.size() == 31);
    CHECK(columnsAreWhole(run));
    CHECK(run.steps.loss.back() == doctest::Approx(test::lossAt(training, 31)).epsilon(1e-5));
}

TEST_CASE("steps that are run again replace what was said of them")
{
    SyntheticTraining training;
    TrainingRun run = read(test::syntheticLog(training));
    takeTrainingLine(run, R"({"type":"note","step":25,"text":"late"})");
    takeTrainingLine(run, R"({"type":"end","step":30,"state":"stopped","reason":"stopped"})");
    CHECK(run.end);
    training.resumedFrom = 20;
    takeTrainingLine(run, test::startLine(training).toStdString());
    CHECK_FALSE(run.end);
    CHECK(run.start.resumedFrom == 20);
    CHECK(run.steps.size() == 20);
    CHECK(run.dev.size() == 2);
    CHECK(run.notes.empty());
    CHECK(run.checkpoints.size() == 2);
    // Even where the line that says so is missing.
    takeTrainingLine(run, R"({"type":"step","step":15,"loss":9})");
    CHECK(run.steps.size() == 15);
    CHECK(run.steps.loss.back() == 9.0F);
    CHECK(run.dev.size() == 1);
    CHECK(columnsAreWhole(run));
}

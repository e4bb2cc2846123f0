// SPDX-License-Identifier: MIT
// Training steps against torch.optim.AdamW on one batch (tests/data/training/HOW_MADE.md): the trainer's own
// step, with clipping, schedule and gradient accumulation.
#include "tests/core/training/training_golden.h"

#include "core/training/trainer/training_step_p.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

TrainConfig configOf(const std::string& variant, const nlohmann::json& expected, int pieces)
{
    TrainConfig config = clipConfig(variant);
    const nlohmann::json& rates = expected.at("rates");
    config.optimizer.rates = {{"vectors", rates.at("steering")}, {"scales", rates.at("steering")},
        {"router", rates.at("router")}, {"projection", rates.at("projection")}};
    config.optimizer.warmupSteps = expected.at("warmup");
    config.optimizer.steps = std::ssize(expected.at("steps"));
    config.optimizer.clip = expected.at("clip");
    config.batch.accumulate = pieces;
    config.batch.size = 2 / pieces;
    return config;
}

double normOf(const StepRecord& step, const std::string& group)
{
    const auto found = step.gradientNorms.find(group);
    return found == step.gradientNorms.end() ? 0.0 : found->second; // post-encoder has no scales
}

void checkStep(const nlohmann::json& expected, const TrainConfig& config, const StepRecord& step)
{
    CAPTURE(step.step);
    const double factor = expected.at("rate_factor");
    CHECK(step.loss == doctest::Approx(expected.at("loss").get<double>()).epsilon(1e-5));
    for (const auto& [group, rate] : step.rates)
        CHECK(rate == doctest::Approx(factor * config.optimizer.rates.at(group)));
    const double norm = expected.at("steering_grad_norm");
    CHECK(std::hypot(normOf(step, "vectors"), normOf(step, "scales")) == doctest::Approx(norm).epsilon(1e-4));
    CHECK(step.clipped == (norm > config.optimizer.clip));
}

} // namespace

TEST_CASE("twenty steps lead where PyTorch's lead")
{
    const TrainingGoldens goldens("steering");
    for (const auto& [variant, expected] : goldens.json.at("adamw").items())
        for (const int pieces : {1, 2}) { // the batch at once, or a micro batch an item
            CAPTURE(variant);
            CAPTURE(pieces);
            ClipTask clips(goldens.json.at("batch"), configOf(variant, expected, pieces));
            const TrainConfig& config = clips.config();
            const ParameterSet& parameters = clips.task().parameters();
            AdamW optimizer(parameters,
                {expected.at("betas")[0], expected.at("betas")[1], expected.at("eps"),
                    expected.at("weight_decay")});
            for (std::int64_t i = 0; i < config.optimizer.steps; ++i)
                checkStep(expected.at("steps")[static_cast<std::size_t>(i)], config,
                    trainingStep(config, clips.task(), optimizer, clips.ranks(), i, {}));
            for (const Parameter& parameter : parameters.all()) {
                CAPTURE(parameter.name);
                const at::Tensor weights = goldens.at(variant + "/adamw/" + parameter.name);
                CHECK((parameter.value.detach() - weights).abs().max().item<double>() <= 1e-5);
            }
        }
}

TEST_CASE("schedules equal transformers'")
{
    const TrainingGoldens goldens("steering");
    const nlohmann::json& expected = goldens.json.at("schedules");
    for (const auto& [name, factors] : expected.at("factors").items()) {
        CAPTURE(name);
        const auto schedule = scheduleFromName(name);
        REQUIRE(schedule);
        REQUIRE(factors.size() == 21);
        for (std::size_t step = 0; step < factors.size(); ++step)
            CHECK(scheduleFactor(
                      *schedule, static_cast<std::int64_t>(step), expected.at("warmup"), expected.at("steps"))
                == doctest::Approx(factors[step].get<double>()).epsilon(1e-9));
    }
}

// SPDX-License-Identifier: MIT
// Loss and gradients of the task `steering` against PyTorch running the reference's modules
// (tests/data/training/HOW_MADE.md), every variant and every trained tensor. PyTorch's own noise is 1e-5.
#include "tests/core/training/training_golden.h"

#include <ATen/ops/equal.h>
#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr double kTolerance = 1e-4;
const std::vector<std::string> kVariants{
    "post-encoder", "layerwise-routers", "layerwise-single", "layerwise-shared", "hybrid", "static"};

// The loss of the batch, its gradients left behind.
double backward(ClipTask& clips)
{
    const MicroStep step = clips.task().forward(/*step=*/0, /*micro=*/0, {});
    CHECK(step.loss.targets == 15);
    const at::Tensor mean = step.loss.sum / static_cast<double>(step.loss.targets);
    mean.backward();
    return mean.item<double>();
}

// Every tensor that PyTorch has a gradient of, and no other.
void checkGradients(Task& task, const TrainingGoldens& goldens, const std::string& variant, double balance)
{
    CHECK(task.parameters().all().size() == goldens.json["variants"][variant]["grad_norms"].size());
    for (const Parameter& parameter : task.parameters().all()) {
        CAPTURE(parameter.name);
        at::Tensor expected = goldens.at(variant + "/grad/" + parameter.name);
        if (balance > 0.0)
            expected = expected + balance * goldens.at(variant + "/balance_grad/" + parameter.name);
        CHECK(distance(parameter.value.grad(), expected) <= kTolerance);
    }
}

} // namespace

TEST_CASE("loss and every gradient of each variant equal the reference's")
{
    const TrainingGoldens goldens("steering");
    for (const std::string& variant : kVariants)
        for (const bool cached : {false, true}) {
            CAPTURE(variant);
            CAPTURE(cached); // what lies below the first steered layer, if anything does
            TrainConfig config = clipConfig(variant);
            config.compute.cacheFeatures = cached;
            ClipTask clips(goldens.json.at("batch"), config);
            CHECK(backward(clips)
                == doctest::Approx(goldens.json["variants"][variant]["loss"].get<double>()).epsilon(1e-5));
            checkGradients(clips.task(), goldens, variant, 0.0);
        }
}

TEST_CASE("the balance term and its gradients equal PyTorch's")
{
    const TrainingGoldens goldens("steering");
    for (const std::string variant : {"layerwise-single", "hybrid"}) {
        CAPTURE(variant);
        TrainConfig config = clipConfig(variant);
        config.balanceWeight = 2.0; // as strong as the rest
        ClipTask clips(goldens.json.at("batch"), config);
        const nlohmann::json& expected = goldens.json["variants"][variant];
        const double total = expected["loss"].get<double>()
            + config.balanceWeight * expected["balance"]["value"].get<double>();
        CHECK(backward(clips) == doctest::Approx(total).epsilon(1e-5));
        checkGradients(clips.task(), goldens, variant, config.balanceWeight);
    }
}

TEST_CASE("activation checkpointing changes no bit")
{
    const TrainingGoldens goldens("steering");
    TrainConfig config = clipConfig("layerwise-shared");
    ClipTask plain(goldens.json.at("batch"), config);
    config.compute.checkpointing = true;
    ClipTask checkpointed(goldens.json.at("batch"), config);
    CHECK(backward(plain) == backward(checkpointed));
    for (const Parameter& parameter : plain.task().parameters().all()) {
        CAPTURE(parameter.name);
        CHECK(at::equal(checkpointed.task().parameters()[parameter.name].grad(), parameter.value.grad()));
    }
}

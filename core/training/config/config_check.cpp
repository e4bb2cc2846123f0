// SPDX-License-Identifier: MIT
#include "core/training/config/config_check.h"

#include "core/base/error.h"

#include <set>

namespace steerscope {

namespace {

class Check {
public:
    explicit Check(std::string where)
        : m_where(std::move(where))
    {
    }
    void that(bool holds, const std::string& key, const std::string& rule) const
    {
        if (!holds)
            throw Failure(
                ErrorCode::Input, "'" + key + "' " + rule, m_where, "docs/training.md lists every key");
    }
    void share(double value, const std::string& key) const
    {
        that(value >= 0.0 && value <= 1.0, key, "must be from 0 to 1");
    }
    void positive(double value, const std::string& key) const
    {
        that(value > 0.0, key, "must be more than 0");
    }

private:
    std::string m_where;
};

void checkAudio(const Check& check, const TrainConfig& config)
{
    check.that(!config.data.train.empty(), "data.train", "is needed: one manifest or more");
    check.that(config.augment.speedLow > 0.2 && config.augment.speedHigh < 5.0
            && config.augment.speedLow <= config.augment.speedHigh,
        "augment.speed_low", "and augment.speed_high must be in order, from 0.2 to 5");
}

void checkSteering(const Check& check, const TrainConfig& config)
{
    const SteeringConfig& steering = config.steering;
    check.that(!config.model.bundle.empty() || (!config.model.encoder.empty() && !config.model.llm.empty()),
        "model.encoder", "and model.llm, or model.bundle, are needed");
    check.that(!steering.experts.empty(), "steering.experts", "is empty");
    for (const int experts : steering.experts)
        check.that(experts >= 1 && experts <= 1024, "steering.experts", "must be from 1 to 1024");
    check.that(steering.variant == Variant::Hybrid || steering.layers.empty(), "steering.layers",
        "belongs to the variant hybrid");
    check.that(steering.variant != Variant::Hybrid || !steering.layers.empty(), "steering.layers",
        "is needed: the steered layers, from 1");
    check.that(steering.experts.size() == 1 || steering.experts.size() == steering.layers.size(),
        "steering.experts", "must be one number, or one for each of steering.layers");
    for (std::size_t i = 0; i < steering.layers.size(); ++i)
        check.that(steering.layers[i] >= 1 && (i == 0 || steering.layers[i] > steering.layers[i - 1]),
            "steering.layers", "must be in order, from 1, none twice");
}

} // namespace

void checkTrainConfig(const TrainConfig& config, const std::string& where)
{
    const Check check(where);
    check.that(!config.output.empty(), "output", "is needed: the run folder");
    check.that(config.optimizer.steps >= 1, "optimizer.steps", "must be 1 or more");
    check.that(config.batch.size >= 1, "batch.size", "must be 1 or more");
    check.that(config.batch.accumulate >= 1, "batch.accumulate", "must be 1 or more");
    check.share(config.data.share, "data.share");
    check.positive(config.data.share, "data.share");
    check.share(config.dropout, "regularization.dropout");
    check.share(config.layerDrop, "regularization.layer_drop");
    check.that(config.dropout < 1.0, "regularization.dropout", "must be less than 1");
    check.share(config.optimizer.beta1, "optimizer.beta1");
    check.share(config.optimizer.beta2, "optimizer.beta2");
    check.that(config.balanceWeight >= 0.0 && config.ctcWeight >= 0.0, "loss", "has a negative weight");
    check.that(config.compute.dtype == "float32" || config.compute.dtype == "bfloat16", "compute.dtype",
        "must be float32 or bfloat16");
    static const std::set<std::string> groups{
        "vectors", "scales", "router", "projection", "encoder", "head", "llm"};
    for (const auto& [group, rate] : config.optimizer.rates) {
        check.that(groups.contains(group), "optimizer.lr." + group, "is not a parameter group");
        check.that(rate >= 0.0, "optimizer.lr." + group, "is negative");
    }
    switch (config.task) {
    case TrainTask::Ctc:
        checkAudio(check, config);
        check.that(!config.tokenizer.empty(), "tokenizer", "is needed: a folder with tokenizer.json");
        break;
    case TrainTask::Language:
        check.that(!config.data.text.empty(), "data.text", "is needed: a sentence a line");
        check.that(!config.tokenizer.empty(), "tokenizer", "is needed: a folder with tokenizer.json");
        break;
    case TrainTask::Steering:
        checkAudio(check, config);
        checkSteering(check, config);
        break;
    case TrainTask::Joint:
        checkAudio(check, config);
        check.that(!config.model.bundle.empty(), "model.bundle", "is needed: what is trained on");
        break;
    }
}

} // namespace steerscope

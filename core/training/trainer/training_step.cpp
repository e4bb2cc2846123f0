// SPDX-License-Identifier: MIT
#include "core/training/trainer/training_step_p.h"

#include "core/base/error.h"

#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <set>

namespace steerscope {

namespace {

// Collective: what is not finite is so on every rank, after the sum.
[[noreturn]] void notFinite(
    const std::string& what, std::int64_t step, const std::vector<std::string>& items, const Ranks& ranks)
{
    std::string mine;
    for (const std::string& item : items)
        mine += (mine.empty() ? "" : ", ") + item;
    std::string batch;
    for (const std::string& share : ranks.gather(mine))
        batch += (batch.empty() ? "" : ", ") + share;
    throw Failure(ErrorCode::Internal, what + " is not finite",
        "step " + std::to_string(step + 1) + ", batch: " + batch,
        "lower the learning rates, or train in float32; the last checkpoint is from before");
}

// Gradients of all ranks added up, in one block.
void sumGradients(const ParameterSet& parameters, const Ranks& ranks)
{
    if (ranks.size() == 1)
        return;
    std::vector<at::Tensor> flat;
    for (const Parameter& parameter : parameters.all()) {
        if (!parameter.value.grad().defined()) // a rank whose share did not reach it
            at::Tensor(parameter.value).mutable_grad() = at::zeros_like(parameter.value.detach());
        flat.push_back(parameter.value.grad().flatten());
    }
    at::Tensor block = at::cat(flat).cpu();
    ranks.sum(block.mutable_data_ptr<float>(), static_cast<std::size_t>(block.numel()));
    std::int64_t begin = 0;
    for (const Parameter& parameter : parameters.all()) {
        at::Tensor gradient = parameter.value.grad();
        gradient.copy_(block.narrow(0, begin, gradient.numel()).view(gradient.sizes()));
        begin += gradient.numel();
    }
}

// Sums by name, of all ranks: every rank has the same names.
void sumParts(std::map<std::string, double>& parts, const Ranks& ranks)
{
    std::vector<double> values;
    for (const auto& [name, value] : parts)
        values.push_back(value);
    ranks.sum(values.data(), values.size());
    std::size_t next = 0;
    for (auto& [name, value] : parts)
        value = values[next++];
}

void divideGradients(const ParameterSet& parameters, double targets)
{
    for (const Parameter& parameter : parameters.all())
        if (parameter.value.grad().defined())
            at::Tensor(parameter.value.grad()).div_(targets);
}

std::map<std::string, double> ratesOf(const OptimizerConfig& config, std::int64_t step)
{
    const double factor = scheduleFactor(config.schedule, step, config.warmupSteps, config.steps);
    std::map<std::string, double> rates = config.rates;
    for (auto& [group, rate] : rates)
        rate *= factor;
    return rates;
}

} // namespace

StepRecord trainingStep(const TrainConfig& config, Task& task, AdamW& optimizer, const Ranks& ranks,
    std::int64_t step, const StopFlag& stop)
{
    const ParameterSet& parameters = task.parameters();
    StepRecord record;
    record.step = step + 1;
    std::vector<std::string> items;
    double sums[3] = {0.0, 0.0, 0.0}; // loss, targets, tokens
    parameters.clearGradients();
    for (int micro = 0; micro < config.batch.accumulate; ++micro) {
        MicroStep part = task.forward(step, micro, stop);
        sums[0] += part.loss.sum.item<double>();
        sums[1] += static_cast<double>(part.loss.targets);
        sums[2] += static_cast<double>(part.tokens);
        items.insert(items.end(), part.items.begin(), part.items.end());
        for (const auto& [name, value] : part.parts)
            record.parts[name] += value;
        record.layers = std::move(part.layers);
        record.epoch = part.epoch;
        record.waitedSeconds += part.waited;
        if (part.loss.sum.requires_grad())
            part.loss.sum.backward();
    }
    ranks.sum(sums, 3);
    const double targets = std::max(1.0, sums[1]);
    record.loss = sums[0] / targets;
    record.tokens = static_cast<std::int64_t>(sums[2]);
    sumParts(record.parts, ranks);
    for (auto& [name, value] : record.parts)
        value /= targets;
    if (!std::isfinite(record.loss))
        notFinite("the loss", step, items, ranks);

    const at::AutoGradMode noGrad(false);
    sumGradients(parameters, ranks);
    divideGradients(parameters, targets);
    std::set<std::string> groups;
    for (const Parameter& parameter : parameters.all())
        groups.insert(parameter.group);
    for (const std::string& group : groups) {
        record.gradientNorms[group] = gradientNorm(parameters, {group});
        if (!std::isfinite(record.gradientNorms[group]))
            notFinite("the gradient of '" + group + "'", step, items, ranks);
    }
    if (config.optimizer.clip > 0.0)
        record.clipped
            = clipGradients(parameters, task.clippedGroups(), config.optimizer.clip) > config.optimizer.clip;
    for (const auto& [group, rate] : ratesOf(config.optimizer, step))
        if (groups.contains(group))
            record.rates[group] = rate;
    optimizer.step(record.rates);
    return record;
}

} // namespace steerscope

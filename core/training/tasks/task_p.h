// SPDX-License-Identifier: MIT
// What is trained, seen from the trainer: tensors with gradients, losses by step, an evaluation, a model to
// write.
#pragma once

#include "core/base/stop_flag.h"
#include "core/training/config/train_config.h"
#include "core/training/loss/losses_p.h"
#include "core/training/parameters/parameter_set_p.h"
#include "core/training/ranks/ranks.h"
#include "core/training/trainer/log_records.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

// One forward pass.
struct MicroStep {
    LossSum loss; // its sum has a graph behind it
    std::map<std::string, double> parts; // sums by name, for the log
    std::vector<LayerRecord> layers;
    int epoch = 0;
    std::int64_t tokens = 0; // positions and frames that went through
    double waited = 0.0; // s, for data
    std::vector<std::string>
        items; // where the batch comes from, for the message when something is not finite
};

class Task {
public:
    virtual ~Task() = default;

    virtual const ParameterSet& parameters() const = 0;
    // A pure function of the seed, `step` and `micro` (and the tensors). Steps come in order, from firstStep
    // of prepare().
    virtual MicroStep forward(std::int64_t step, int micro, const StopFlag& stop) = 0;
    // On the dev data, without gradients; with several ranks each takes its share.
    virtual DevRecord evaluate(const ProgressFn& progress, const StopFlag& stop) = 0;
    // Into an empty folder.
    virtual void writeModel(const std::filesystem::path& folder) const = 0;

    // Opens data and caches; firstStep: what forward() will be asked first. Fills what the log's first line
    // says of data and model.
    virtual void prepare(
        std::int64_t firstStep, StartRecord& record, const ProgressFn& progress, const StopFlag& stop)
        = 0;
    // Changes when the data does: a run does not go on with other data.
    virtual std::string dataKey() const = 0;
    // Groups whose gradients are clipped by their common norm; empty: all.
    virtual std::vector<std::string> clippedGroups() const { return {}; }
    // Tensors that are not trained but belong into a checkpoint: none, as a rule.
};

std::unique_ptr<Task> makeTask(const TrainConfig& config, const Ranks& ranks);

} // namespace steerscope

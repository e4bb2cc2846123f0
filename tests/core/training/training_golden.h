// SPDX-License-Identifier: MIT
// What PyTorch computed (tests/data/training/HOW_MADE.md), and the task `steering` on the same two clips.
#pragma once

#include "core/model/checkpoint/weight_loader_p.h"
#include "core/training/tasks/task_p.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace steerscope::test {

// NAME.json and NAME.safetensors. PyTorch ran on one thread; so do we.
struct TrainingGoldens {
    explicit TrainingGoldens(const std::string& name)
        : tensors(readSafetensors(dataFolder() / "training" / (name + ".safetensors")))
    {
        at::set_num_threads(1);
        std::ifstream stream(dataFolder() / "training" / (name + ".json"));
        json = nlohmann::json::parse(stream);
    }
    bool has(const std::string& name) const { return tensors.contains(name); }
    at::Tensor at(const std::string& name) const { return mappedTensor(tensors.at(name)); }

    TensorMap tensors;
    nlohmann::json json;
};

inline TrainConfig clipConfig(const std::string& variant)
{
    const bool own = variant == "hybrid" || variant == "static";
    TrainConfig config;
    config.task = TrainTask::Steering;
    config.model.bundle = dataFolder() / (own ? "training" : "models") / "bundles" / variant;
    config.batch.size = 2;
    config.batch.fullWindow = true; // 4 s, as the reference pads
    return config;
}

// The whole road from a manifest to the loss. batch: that of steering.json.
class ClipTask {
public:
    ClipTask(const nlohmann::json& batch, const TrainConfig& config)
        : m_config(config)
        , m_ranks(singleRank())
    {
        m_config.data.train = {m_folder.path() / "clips.tsv"};
        m_config.data.cache = m_folder.path() / "cache";
        std::ofstream manifest(m_config.data.train.front());
        manifest << "path\tduration_s\ttext\n";
        for (std::size_t i = 0; i < batch.at("clips").size(); ++i) {
            const std::string clip = batch["clips"][i];
            manifest << (dataFolder() / "models/audio" / (clip + ".wav")).string() << "\t3.1\t"
                     << batch.at("texts")[i].get<std::string>() << "\n";
        }
        manifest.close();
        m_task = makeTask(m_config, *m_ranks);
        StartRecord record;
        m_task->prepare(/*firstStep=*/0, record, {}, {});
    }
    Task& task() { return *m_task; }
    const TrainConfig& config() const { return m_config; }
    const Ranks& ranks() const { return *m_ranks; }

private:
    TemporaryFolder m_folder;
    TrainConfig m_config;
    std::unique_ptr<Ranks> m_ranks;
    std::unique_ptr<Task> m_task;
};

// |found - expected| / |expected|, all elements as one vector; an undefined gradient is 0.
inline double distance(const at::Tensor& found, const at::Tensor& expected)
{
    const at::Tensor difference = found.defined() ? found.detach() - expected : -expected;
    const double scale = at::linalg_vector_norm(expected).item<double>();
    return at::linalg_vector_norm(difference).item<double>() / std::max(scale, 1e-6);
}

} // namespace steerscope::test

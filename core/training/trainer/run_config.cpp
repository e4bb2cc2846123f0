// SPDX-License-Identifier: MIT
#include "core/training/trainer/run_config.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <set>

namespace steerscope {

namespace {

const std::set<std::string> kMayChange{"/name", "/output", "/optimizer/steps", "/dev/every", "/dev/patience",
    "/checkpoint/every", "/checkpoint/keep", "/compute/threads", "/compute/device", "/batch/loader_threads",
    "/data/cache"};

bool mayChange(const std::string& key)
{
    return kMayChange.contains(key) || key.starts_with("/data/dev"); // what is only measured on
}

} // namespace

void keepConfig(const TrainConfig& config)
{
    const std::filesystem::path file = config.output / "config.json";
    const std::string text = trainConfigJson(config);
    if (std::filesystem::exists(file) && std::filesystem::exists(config.output / "checkpoints")) {
        // Read as a configuration: a key that an earlier version did not have has its default.
        const nlohmann::json before = nlohmann::json::parse(trainConfigJson(readTrainConfig(file))).flatten();
        const nlohmann::json now = nlohmann::json::parse(text).flatten();
        for (const auto& [key, value] : now.items())
            if (!mayChange(key) && (!before.contains(key) || before[key] != value))
                throw Failure(ErrorCode::Input,
                    "'" + key.substr(1) + "' is " + value.dump() + ", but this run began with "
                        + (before.contains(key) ? before[key].dump() : "nothing"),
                    file.string(), "start in a new folder, or put the setting back");
    }
    AtomicFile output(file);
    output.write(text);
    output.commit();
}

} // namespace steerscope

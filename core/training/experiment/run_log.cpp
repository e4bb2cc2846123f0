// SPDX-License-Identifier: MIT
#include "core/training/experiment/run_log.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace steerscope::experiment {
namespace {

using Json = nlohmann::json;

double number(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : 0.0;
}

} // namespace

RunLog readRunLog(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    if (!stream)
        throw Failure(ErrorCode::Input, "the training's log cannot be read", file.string(), "train again");
    RunLog log;
    std::map<std::int64_t, Json> steps;
    std::map<std::int64_t, double> dev;
    for (std::string line; std::getline(stream, line);) {
        const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
        if (!json.is_object())
            continue;
        const std::string type = json.value("type", "");
        const auto step = static_cast<std::int64_t>(number(json, "step"));
        if (type == "start" && json.contains("parameters"))
            log.parameters = json["parameters"].get<std::map<std::string, std::int64_t>>();
        else if (type == "step")
            steps[step] = json;
        else if (type == "dev" && json.contains("wer") && json["wer"].is_number())
            dev[step] = json["wer"].get<double>();
        else if (type == "end")
            log.state = json.value("state", "");
    }
    for (const auto& [step, json] : steps) {
        const auto at = static_cast<double>(step);
        log.loss.push_back({at, number(json, "loss")});
        log.stepSeconds += number(json, "step_s");
        log.waitSeconds += number(json, "wait_s");
        log.peakMemory = std::max(log.peakMemory, number(json, "memory_bytes"));
        log.steps = step;
        for (const Json& layer : json.value("layers", Json::array())) {
            const Json& label = layer.at("layer");
            log.scales[label.is_string() ? label.get<std::string>() : label.dump()].push_back(
                {at, number(layer, "scale")});
        }
    }
    for (const auto& [step, wer] : dev)
        log.devWer.push_back({static_cast<double>(step), wer});
    return log;
}

std::optional<double> stepsToLoss(const RunLog& log, double target, int window)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < log.loss.size(); ++i) {
        sum += log.loss[i].value;
        if (i + 1 < static_cast<std::size_t>(window))
            continue;
        if (sum / window <= target)
            return log.loss[i].step;
        sum -= log.loss[i + 1 - static_cast<std::size_t>(window)].value;
    }
    return std::nullopt;
}

} // namespace steerscope::experiment

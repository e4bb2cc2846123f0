// SPDX-License-Identifier: MIT
#include "core/training/trainer/checkpoint_p.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/shapes_p.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <map>
#include <memory>

namespace steerscope {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kPrefix = "step-";
constexpr const char* kStateFile = "state.json";
constexpr const char* kWeightsFile = "weights.safetensors";
constexpr const char* kOptimizerFile = "optimizer.safetensors";

// Step -> folder, of those that are whole: the state is written last, and the folder renamed after it.
std::map<std::int64_t, fs::path> checkpoints(const fs::path& folder)
{
    std::map<std::int64_t, fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        std::int64_t step = 0;
        const std::string_view digits = std::string_view(name).substr(std::min(name.size(), std::size_t{5}));
        const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), step);
        if (name.starts_with(kPrefix) && bad == std::errc() && end == digits.data() + digits.size())
            found[step] = entry.path();
    }
    return found;
}

Json stateJson(const RunState& state, std::int64_t optimizerSteps)
{
    return {{"step", state.step}, {"optimizer_steps", optimizerSteps}, {"data", state.dataKey},
        {"seconds", state.seconds}, {"best_wer", state.bestWer ? Json(*state.bestWer) : Json(nullptr)},
        {"best_score", std::isfinite(state.bestScore) ? Json(state.bestScore) : Json(nullptr)},
        {"best_step", state.bestStep}, {"evaluated_step", state.evaluatedStep},
        {"devs_without_better", state.devsWithoutBetter}};
}

struct StoredState {
    RunState state;
    std::int64_t optimizerSteps = 0;
};

StoredState stateFrom(const nlohmann::json& json, const std::string& where)
{
    try {
        StoredState stored;
        RunState& state = stored.state;
        state.step = json.at("step").get<std::int64_t>();
        stored.optimizerSteps = json.at("optimizer_steps").get<std::int64_t>();
        state.dataKey = json.at("data").get<std::string>();
        state.seconds = json.at("seconds").get<double>();
        if (!json.at("best_wer").is_null())
            state.bestWer = json.at("best_wer").get<double>();
        if (!json.at("best_score").is_null())
            state.bestScore = json.at("best_score").get<double>();
        state.bestStep = json.at("best_step").get<std::int64_t>();
        state.evaluatedStep = json.at("evaluated_step").get<std::int64_t>();
        state.devsWithoutBetter = json.at("devs_without_better").get<int>();
        return stored;
    } catch (const nlohmann::json::exception&) {
        throw Failure(ErrorCode::Input, "this is no checkpoint's state", where,
            "remove this checkpoint: the run goes on from the one before");
    }
}

StoredState readState(const fs::path& checkpoint)
{
    return stateFrom(readStrictJson(checkpoint / kStateFile), (checkpoint / kStateFile).string());
}

std::map<std::string, at::Tensor> values(const ParameterSet& parameters)
{
    std::map<std::string, at::Tensor> tensors;
    for (const Parameter& parameter : parameters.all())
        tensors[parameter.name] = parameter.value.detach().cpu().contiguous();
    return tensors;
}

// Names and shapes: what ranks that have other files at the same paths would differ in.
std::string layoutOf(const ParameterSet& parameters)
{
    std::string text;
    for (const Parameter& parameter : parameters.all())
        text += parameter.name + " " + shapeText(parameter.value.sizes()) + "\n";
    return text;
}

// The first rank's numbers.
TensorMap shared(const std::map<std::string, at::Tensor>& tensors, const Ranks& ranks)
{
    TensorMap views;
    for (const auto& [name, tensor] : tensors) {
        const auto host = std::make_shared<at::Tensor>(tensor.clone());
        ranks.share(host->mutable_data_ptr(), host->nbytes());
        TensorView& view = views[name];
        view.name = name;
        view.shape = host->sizes().vec();
        view.strides = host->strides().vec();
        view.data = static_cast<const std::byte*>(host->const_data_ptr());
        view.owner = host;
    }
    return views;
}

} // namespace

fs::path writeCheckpoint(const fs::path& folder, const RunState& state, const ParameterSet& parameters,
    const AdamW& optimizer, int keep)
{
    const fs::path target = folder / (kPrefix + std::to_string(state.step));
    const fs::path partial = folder / ("partial-" + std::to_string(state.step));
    std::error_code error;
    fs::remove_all(partial, error);
    fs::create_directories(partial, error);
    if (error)
        throw Failure(ErrorCode::Output, "a checkpoint cannot be written (" + error.message() + ")",
            folder.string(), "free some space or choose another folder; the checkpoints before are whole");
    const auto weights = values(parameters);
    writeSafetensors(partial / kWeightsFile, tensorsToWrite(weights));
    const auto moments = optimizer.state();
    writeSafetensors(partial / kOptimizerFile, tensorsToWrite(moments));
    AtomicFile file(partial / kStateFile);
    file.write(stateJson(state, optimizer.steps()).dump(2) + "\n");
    file.commit();
    fs::remove_all(target, error); // of a run that was continued from an earlier step
    fs::rename(partial, target, error);
    if (error)
        throw Failure(ErrorCode::Output, "a checkpoint cannot be put in place (" + error.message() + ")",
            target.string(), "free some space or choose another folder");

    auto all = checkpoints(folder);
    while (static_cast<int>(all.size()) > std::max(1, keep)) {
        fs::remove_all(all.begin()->second, error);
        all.erase(all.begin());
    }
    return target;
}

std::optional<RunState> restoreCheckpoint(
    const fs::path& folder, const ParameterSet& parameters, AdamW& optimizer)
{
    const auto all = checkpoints(folder);
    if (all.empty())
        return std::nullopt;
    const fs::path newest = all.rbegin()->second;
    const StoredState stored = readState(newest);
    parameters.restore(readSafetensors(newest / kWeightsFile), (newest / kWeightsFile).string());
    optimizer.restore(
        readSafetensors(newest / kOptimizerFile), stored.optimizerSteps, (newest / kOptimizerFile).string());
    return stored.state;
}

std::optional<RunState> restoreCheckpoint(
    const fs::path& folder, const ParameterSet& parameters, AdamW& optimizer, const Ranks& ranks)
{
    std::optional<RunState> state;
    if (ranks.first())
        state = restoreCheckpoint(folder, parameters, optimizer);
    if (ranks.size() == 1)
        return state;
    const std::vector<std::string> layouts = ranks.gather(layoutOf(parameters));
    for (std::size_t rank = 1; rank < layouts.size(); ++rank)
        if (layouts[rank] != layouts.front())
            throw Failure(ErrorCode::Input,
                "rank " + std::to_string(rank) + " has other tensors to train than the first rank", {},
                "every machine needs the same configuration, model and data");
    const std::string text
        = ranks.gather(state ? stateJson(*state, optimizer.steps()).dump() : std::string()).front();
    const std::string where = "what the first rank sent";
    parameters.restore(shared(values(parameters), ranks), where);
    if (text.empty())
        return std::nullopt;
    const StoredState stored = stateFrom(nlohmann::json::parse(text), where);
    optimizer.restore(shared(optimizer.state(), ranks), stored.optimizerSteps, where);
    return stored.state;
}

std::optional<RunState> newestCheckpoint(const fs::path& folder)
{
    const auto all = checkpoints(folder);
    if (all.empty())
        return std::nullopt;
    return readState(all.rbegin()->second).state;
}

} // namespace steerscope

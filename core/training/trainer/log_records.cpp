// SPDX-License-Identifier: MIT
#include "core/training/trainer/log_records.h"

#include "core/base/gating_trace.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace steerscope {

namespace {

using Json = nlohmann::ordered_json;

// JSON has no word for what is not finite.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json optional(const std::optional<double>& value)
{
    return value ? number(*value) : Json(nullptr);
}

Json layerName(int layer)
{
    return layer == kOutLayer ? Json("out") : Json(layer + 1);
}

std::string text(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json numbers(const std::map<std::string, double>& values)
{
    Json object = Json::object();
    for (const auto& [name, value] : values)
        object[name] = number(value);
    return object;
}

Json layerJson(const LayerRecord& layer)
{
    return {{"layer", layerName(layer.layer)}, {"scale", number(layer.scale)},
        {"vector_norm", number(layer.vectorNorm)}, {"usage_entropy", number(layer.usageEntropy)},
        {"frame_entropy", number(layer.frameEntropy)}, {"load", layer.load}};
}

} // namespace

std::string logLine(const StartRecord& record)
{
    Json layers = Json::array();
    for (const auto& [layer, experts] : record.layers)
        layers.push_back(
            {{"layer", layer == "out" ? Json("out") : Json(std::stoi(layer))}, {"experts", experts}});
    Json skipped = Json::array();
    for (const SkippedItem& item : record.skipped)
        skipped.push_back({{"manifest", item.manifest}, {"line", item.line}, {"why", item.why}});
    return text({{"type", "start"}, {"task", record.task}, {"name", record.name}, {"steps", record.steps},
        {"seed", record.seed}, {"device", record.device}, {"dtype", record.dtype},
        {"threads", record.threads}, {"ranks", record.ranks}, {"parameters", record.parameters},
        {"variant", record.variant}, {"layers", layers}, {"utterances", record.utterances},
        {"seconds", record.seconds}, {"skipped", skipped},
        {"resumed_from", record.resumedFrom ? Json(*record.resumedFrom) : Json(nullptr)},
        {"versions", {{"steerscope", STEERSCOPE_VERSION}, {"libtorch", STEERSCOPE_LIBTORCH_VERSION}}}});
}

std::string logLine(const StepRecord& record)
{
    Json layers = Json::array();
    for (const LayerRecord& layer : record.layers)
        layers.push_back(layerJson(layer));
    const double rate
        = record.stepSeconds > 0.0 ? static_cast<double>(record.tokens) / record.stepSeconds : 0.0;
    return text(
        {{"type", "step"}, {"step", record.step}, {"epoch", record.epoch}, {"loss", number(record.loss)},
            {"parts", numbers(record.parts)}, {"tokens", record.tokens}, {"lr", numbers(record.rates)},
            {"grad_norm", numbers(record.gradientNorms)}, {"clipped", record.clipped}, {"layers", layers},
            {"step_s", record.stepSeconds}, {"wait_s", record.waitedSeconds}, {"tokens_per_s", number(rate)},
            {"memory_bytes", record.memoryBytes}, {"eta_s", record.etaSeconds}});
}

std::string logLine(const DevRecord& record)
{
    Json samples = Json::array();
    for (const DevSample& sample : record.samples)
        samples.push_back(
            {{"reference", sample.reference}, {"hypothesis", sample.hypothesis}, {"set", sample.set}});
    Json sets = Json::object();
    for (const auto& [name, set] : record.sets)
        sets[name] = {{"wer", number(set.wer)}, {"words", set.words}};
    return text({{"type", "dev"}, {"step", record.step}, {"loss", number(record.loss)},
        {"wer", optional(record.wer)}, {"cer", optional(record.cer)}, {"words", record.words},
        {"best", record.best}, {"seconds", record.seconds}, {"samples", samples}, {"sets", sets}});
}

std::string logLine(const EndRecord& record)
{
    return text({{"type", "end"}, {"step", record.step}, {"state", record.state}, {"reason", record.reason},
        {"seconds", record.seconds}, {"best_wer", optional(record.bestWer)}, {"best_step", record.bestStep}});
}

std::string checkpointLine(std::int64_t step, const std::string& path)
{
    return text({{"type", "checkpoint"}, {"step", step}, {"path", path}});
}

std::string noteLine(std::int64_t step, const std::string& note)
{
    return text({{"type", "note"}, {"step", step}, {"text", note}});
}

std::optional<std::int64_t> stepOfLine(const std::string& line)
{
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object() || json.value("type", "") == "start" || !json.contains("step")
        || !json["step"].is_number_integer())
        return std::nullopt;
    return json["step"].get<std::int64_t>();
}

} // namespace steerscope

// SPDX-License-Identifier: MIT
#include "app/cli/inspection_format.h"

#include "app/cli/json_text.h"
#include "app/cli/text_table.h"
#include "core/base/gating_trace.h"

namespace steerscope::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// 1234567 -> "1,234,567"
std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

std::int64_t total(const ParameterCounts& counts)
{
    return counts.encoder + counts.vectors + counts.routers + counts.scales + counts.projection + counts.llm;
}

std::string encoderText(const ModelInfo& info)
{
    const std::string size
        = std::to_string(info.encoderLayers) + " layers, width " + std::to_string(info.width);
    if (info.heads == 0) // a checkpoint alone does not say the rest
        return size;
    return size + ", " + std::to_string(info.heads) + " heads, " + std::to_string(info.mels)
        + " mel bins, windows of " + fixed(info.windowSeconds, 1) + " s (" + std::to_string(info.windowFrames)
        + " frames)";
}

std::string llmText(const ModelInfo& info)
{
    return info.llmFamily + ", " + std::to_string(info.llmLayers) + " layers, width "
        + std::to_string(info.llmWidth) + ", vocabulary " + grouped(info.vocabulary);
}

std::string samplingText(const SamplingDefaults& sampling)
{
    if (!sampling.sample)
        return "greedy";
    return "temperature " + fixed(sampling.temperature, 2) + ", top-k " + std::to_string(sampling.topK)
        + ", top-p " + fixed(sampling.topP, 2) + ", repetition penalty "
        + fixed(sampling.repetitionPenalty, 2);
}

std::string parameterText(const ParameterCounts& counts)
{
    return "encoder " + grouped(counts.encoder) + ", vectors " + grouped(counts.vectors) + ", routers "
        + grouped(counts.routers) + ", scales " + grouped(counts.scales) + ", projection "
        + grouped(counts.projection) + ", llm " + grouped(counts.llm) + "; in all " + grouped(total(counts));
}

std::string steeredTable(const ModelInfo& info)
{
    Rows rows{{"layer", "experts", "scale", "mean |V|"}};
    for (const SteeredLayerInfo& layer : info.steered)
        rows.push_back({layerLabel(layer.layer), std::to_string(layer.experts), fixed(layer.trainedScale, 4),
            fixed(layer.meanVectorNorm, 4)});
    return textTable(rows, {Align::Right});
}

Json encoderJson(const ModelInfo& info)
{
    Json json = {{"layers", info.encoderLayers}, {"width", info.width}};
    if (info.heads > 0) {
        json["heads"] = info.heads;
        json["mels"] = info.mels;
        json["window_s"] = info.windowSeconds;
        json["window_frames"] = info.windowFrames;
    }
    return json;
}

Json steeredJson(const ModelInfo& info)
{
    Json layers = Json::array();
    for (const SteeredLayerInfo& layer : info.steered)
        layers.push_back({{"layer", layer.layer == kOutLayer ? Json("out") : Json(layer.layer + 1)},
            {"experts", layer.experts}, {"scale", layer.trainedScale},
            {"mean_vector_norm", layer.meanVectorNorm}});
    return layers;
}

Json llmJson(const ModelInfo& info)
{
    if (info.llmFamily.empty())
        return nullptr;
    return {{"family", info.llmFamily}, {"layers", info.llmLayers}, {"width", info.llmWidth},
        {"vocabulary", info.vocabulary}, {"prompt", info.prompt}, {"max_prompt_tokens", info.maxPromptTokens},
        {"max_tokens", info.maxTokens},
        {"sampling",
            {{"sample", info.sampling.sample}, {"temperature", info.sampling.temperature},
                {"top_k", info.sampling.topK}, {"top_p", info.sampling.topP},
                {"repetition_penalty", info.sampling.repetitionPenalty}}}};
}

Json parametersJson(const ParameterCounts& counts)
{
    return {{"encoder", counts.encoder}, {"vectors", counts.vectors}, {"routers", counts.routers},
        {"scales", counts.scales}, {"projection", counts.projection}, {"llm", counts.llm},
        {"total", total(counts)}};
}

} // namespace

std::string modelTable(const ModelInfo& info, const std::vector<std::string>& problems)
{
    Rows rows{{"name", info.name}, {"path", info.path}, {"kind", info.kind}, {"variant", info.variant},
        {"encoder", encoderText(info)}, {"pooling", info.pooling}};
    if (!info.llmFamily.empty()) {
        rows.push_back({"llm", llmText(info)});
        rows.push_back({"prompt", info.prompt});
        rows.push_back({"sampling", samplingText(info.sampling)});
    }
    rows.push_back({"parameters", parameterText(info.parameters)});
    rows.push_back({"weights", info.dtype + ", " + byteSize(static_cast<double>(info.weightBytes))});
    for (const std::string& note : info.notes)
        rows.push_back({"note", note});
    for (const std::string& problem : problems)
        rows.push_back({"problem", problem});
    std::string text = textTable(rows, {Align::Left});
    if (!info.steered.empty())
        text += '\n' + steeredTable(info);
    return text;
}

std::string modelJson(const ModelInfo& info, const std::vector<std::string>& problems)
{
    return jsonText({{"name", info.name}, {"path", info.path}, {"kind", info.kind}, {"variant", info.variant},
        {"encoder", encoderJson(info)}, {"steered", steeredJson(info)}, {"pooling", info.pooling},
        {"llm", llmJson(info)}, {"parameters", parametersJson(info.parameters)}, {"dtype", info.dtype},
        {"weight_bytes", info.weightBytes}, {"notes", info.notes}, {"problems", problems}});
}

std::string audioTable(const AudioFileInfo& info)
{
    return textTable({{"path", info.path}, {"format", info.format}, {"seconds", fixed(info.seconds, 3)},
                         {"sample rate", std::to_string(info.sampleRate) + " Hz"},
                         {"channels", std::to_string(info.channels)}},
        {Align::Left});
}

std::string audioJson(const AudioFileInfo& info)
{
    return jsonText({{"path", info.path}, {"format", info.format}, {"seconds", info.seconds},
        {"sample_rate", info.sampleRate}, {"channels", info.channels}});
}

} // namespace steerscope::cli

// SPDX-License-Identifier: MIT
#include "app/cli/analysis_format.h"

#include "app/cli/json_text.h"
#include "app/cli/text_table.h"
#include "core/base/gating_trace.h"

#include <algorithm>

namespace steerscope::cli {
namespace {

// Layers have fewer frames than the others where pooling sits before them.
template <class Count> long mostFrames(const Analysis& analysis, Count count)
{
    long most = 0;
    for (const LayerFigures& layer : analysis.layers)
        most = std::max(most, layer.*count);
    return most;
}

std::string topExperts(const LayerFigures& layer, const char* between)
{
    std::string text;
    for (const int expert : layer.topExperts)
        text += (text.empty() ? "" : between) + std::to_string(expert + 1);
    return text;
}

std::string number(double value)
{
    return Json(value).dump();
}

Json layerJson(const LayerFigures& layer)
{
    Json top = Json::array();
    for (const int expert : layer.topExperts)
        top.push_back(expert + 1);
    return {{"layer", layer.layer == kOutLayer ? Json("out") : Json(layer.layer + 1)},
        {"experts", layer.experts}, {"scale", layer.scale}, {"mean_gates", layer.meanGates},
        {"top_experts", top}, {"top_scores", layer.topScores}, {"usage_entropy", layer.usageEntropy},
        {"frame_entropy", layer.frameEntropy}, {"strength", layer.strength}, {"push", layer.pushMedian},
        {"effective_scale", layer.effectiveScale}, {"routing_information", layer.routingInformation},
        {"push_95", layer.push95}, {"push_constant", layer.pushConstantMedian},
        {"push_routed", layer.pushRoutedMedian}, {"scaled_vector_norm", layer.scaledVectorNorm}};
}

} // namespace

std::string analysisTable(const Analysis& analysis)
{
    std::vector<std::vector<std::string>> rows{{"layer", "experts", "scale", "effective", "strength",
        "usage entropy", "frame entropy", "push", "push 95 %", "top experts"}};
    for (const LayerFigures& layer : analysis.layers)
        rows.push_back({layerLabel(layer.layer), std::to_string(layer.experts), fixed(layer.scale, 4),
            fixed(layer.effectiveScale, 4), fixed(layer.strength, 3), fixed(layer.usageEntropy, 3),
            fixed(layer.frameEntropy, 3), fixed(layer.pushMedian, 4), fixed(layer.push95, 4),
            topExperts(layer, " ")});
    return textTable(rows, {Align::Right}) + "frames "
        + std::to_string(mostFrames(analysis, &LayerFigures::frames)) + ", counted "
        + std::to_string(mostFrames(analysis, &LayerFigures::countedFrames)) + ", files "
        + std::to_string(analysis.files) + "; entropies in nats\n";
}

std::string analysisJson(const Analysis& analysis)
{
    Json layers = Json::array();
    for (const LayerFigures& layer : analysis.layers)
        layers.push_back(layerJson(layer));
    return jsonText({{"layers", layers}, {"frames", mostFrames(analysis, &LayerFigures::frames)},
        {"frames_counted", mostFrames(analysis, &LayerFigures::countedFrames)}, {"files", analysis.files}});
}

std::string analysisCsv(const Analysis& analysis)
{
    int experts = 0;
    for (const LayerFigures& layer : analysis.layers)
        experts = std::max(experts, layer.experts);
    std::string text
        = "layer,experts,scale,effective_scale,top_experts,usage_entropy,frame_entropy,"
          "routing_information,strength,push,push_95,push_constant,push_routed,scaled_vector_norm";
    for (int expert = 1; expert <= experts; ++expert)
        text += ",mean_gate_" + std::to_string(expert);
    text += '\n';
    for (const LayerFigures& layer : analysis.layers) {
        text += layerLabel(layer.layer) + ',' + std::to_string(layer.experts) + ',' + number(layer.scale)
            + ',' + number(layer.effectiveScale) + ',' + topExperts(layer, " ");
        for (const double figure : {layer.usageEntropy, layer.frameEntropy, layer.routingInformation,
                 layer.strength, layer.pushMedian, layer.push95, layer.pushConstantMedian,
                 layer.pushRoutedMedian, layer.scaledVectorNorm})
            text += ',' + number(figure);
        for (int expert = 0; expert < experts; ++expert)
            text += expert < layer.experts ? ',' + number(layer.meanGates[static_cast<std::size_t>(expert)])
                                           : ",";
        text += '\n';
    }
    return text;
}

} // namespace steerscope::cli

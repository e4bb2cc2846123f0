// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/attribution.h"

#include "core/pipeline/ask/gauss_legendre.h"
#include "core/pipeline/ask/study_run.h"
#include "core/pipeline/ask/token_words.h"

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kMostNodes = 64;

void requireAttribution(const SteeringSettings& settings, const AttributionRequest& request)
{
    if (settings.bypass)
        throw Failure(ErrorCode::Usage, "steering is removed, so nothing can be attributed to it", {},
            "bring the steering back first");
    if (request.nodes < 1 || request.nodes > kMostNodes)
        throw Failure(ErrorCode::Usage, "the integral takes 1 to 64 nodes", std::to_string(request.nodes));
}

TokenRange tokensOf(const std::vector<TokenWord>& words, int word)
{
    if (word == 0)
        return {};
    if (word < 0 || word > static_cast<int>(words.size()))
        throw Failure(ErrorCode::Usage, "the text has no word " + std::to_string(word),
            std::to_string(words.size()) + " words", "choose one of them, counted from 1");
    const TokenWord& chosen = words[static_cast<std::size_t>(word) - 1];
    return {chosen.begin, chosen.end};
}

// d c / d multiplier; by the relative change where the multiplier does nothing.
double scalePerMultiplier(const SteeringSettings& settings, const std::vector<SteeredLayerInfo>& steered,
    const LayerGradient& layer)
{
    if (settings.layer(layer.layer).absolute)
        return layer.effectiveScale;
    const auto info
        = std::find_if(steered.begin(), steered.end(), [&](const auto& i) { return i.layer == layer.layer; });
    return settings.master * info->trainedScale;
}

} // namespace

AttributionResult attribute(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const AttributionRequest& request, const RunOptions& options, const StudyCallbacks& callbacks,
    const StopFlag& stop)
{
    requireAttribution(settings, request);
    const StudyReference none;
    StudyRun study(model, audio, settings, options, none, callbacks, stop);
    study.setLength(request.nodes + 3);
    const std::vector<TokenWord> words = tokenWords(study.asIs().score.value_or(TargetScore()));
    const TokenRange tokens = tokensOf(words, request.word);
    const auto gradient = [&](const SteeringSettings& under) {
        study.step();
        return model.differentiate(audio, under, study.options(), tokens, stop);
    };
    const ScoreGradient whole = gradient(settings);
    SteeringSettings plain = settings;
    plain.bypass = true;
    AttributionResult result{
        study.options().target, {}, request.word, whole.logprob, gradient(plain).logprob, 0.0, {}};
    for (const TokenWord& word : words)
        result.words.push_back(word.text);
    for (const LayerGradient& layer : whole.layers)
        result.layers.push_back({layer.layer, layer.effectiveScale,
            layer.byScale * scalePerMultiplier(settings, model.info().steered, layer), 0.0,
            std::vector<double>(layer.byExpert.size()), layer.byGate});
    for (const QuadratureNode& node : gaussLegendre(request.nodes)) {
        SteeringSettings between = settings;
        between.master = settings.master * node.at;
        const ScoreGradient at = gradient(between);
        for (std::size_t l = 0; l < result.layers.size(); ++l) {
            LayerAttribution& layer = result.layers[l];
            const double weight = node.weight * layer.effectiveScale; // d c / d path
            layer.integral += weight * at.layers[l].byScale;
            for (std::size_t e = 0; e < layer.expertIntegrals.size(); ++e)
                layer.expertIntegrals[e] += weight * at.layers[l].byExpert[e];
        }
    }
    double sum = 0.0;
    for (const LayerAttribution& layer : result.layers)
        sum += layer.integral;
    result.completenessError = sum - (result.logprob - result.plainLogprob);
    return result;
}

} // namespace steerscope

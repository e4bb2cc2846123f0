// SPDX-License-Identifier: MIT
#include "app/cli/study_table.h"

#include "app/cli/text_table.h"
#include "core/base/gating_trace.h"
#include "core/protocol/study_format.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace steerscope::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string percent(const std::optional<double>& rate)
{
    return rate ? fixed(100.0 * *rate, 1) + " %" : "-";
}

std::string rateName(const std::string& normalizer)
{
    return normalizer.empty() ? "WER" : "WER (" + normalizer + ")";
}

std::string signedNumber(double value, int digits)
{
    return (value > 0.0 ? "+" : "") + fixed(value, digits);
}

std::string layersText(const std::vector<int>& layers)
{
    std::string text;
    for (const int layer : layers)
        text += (text.empty() ? "layers " : ", ") + layerLabel(layer);
    return text.empty() ? "the master" : text;
}

std::string standsText(const SweepWord& word)
{
    std::string text;
    for (const ScaleInterval& interval : word.stands) {
        text += (text.empty() ? "" : ", ") + fixed(interval.from, 2);
        if (interval.to != interval.from)
            text += " .. " + fixed(interval.to, 2);
    }
    return text.empty() ? "at none of the points" : text;
}

std::string flipsText(const SweepWord& word)
{
    std::string text;
    for (const WordFlip& flip : word.flips)
        text += (text.empty() ? "" : ", ") + fixed(flip.from, 2) + " .. " + fixed(flip.to, 2) + " "
            + (flip.before.empty() ? "-" : flip.before) + " > " + (flip.after.empty() ? "-" : flip.after)
            + (flip.own ? "" : " (follows)");
    return text;
}

std::string table(const SweepResult& result)
{
    Rows points{{"scale", rateName(result.normalizer), "log p", "text"}};
    for (const SweepPoint& point : result.points)
        points.push_back(
            {fixed(point.scale, 3), percent(point.wordErrorRate), fixed(point.logprob, 3), point.text});
    Rows words{{"word", "stands at", "flips"}};
    for (const SweepWord& word : result.words)
        words.push_back({word.text, standsText(word), flipsText(word)});
    return textTable(points, {Align::Right, Align::Right, Align::Right, Align::Left}) + "\n"
        + textTable(words, {Align::Left}) + "swept: " + layersText(result.layers) + "; log p of \""
        + result.target + "\"\n";
}

// What moves no further than the arithmetic itself says nothing.
std::string changeText(const AblationResult& result, const AblationCell& cell)
{
    const bool within = std::abs(cell.logprobChange) <= result.logprobNoise;
    std::string text = within && cell.logprobChange != 0.0 ? "noise" : signedNumber(cell.logprobChange, 3);
    if (cell.wordErrorRateChange && *cell.wordErrorRateChange != 0.0)
        text += " / " + signedNumber(100.0 * *cell.wordErrorRateChange, 1) + " %";
    return cell.text == result.text ? text : text + " *";
}

std::string table(const AblationResult& result)
{
    int experts = 0;
    for (const AblationCell& cell : result.cells)
        experts = std::max(experts, cell.expert + 1);
    Rows rows{{"layer", "off"}};
    for (int e = 1; e <= experts; ++e)
        rows.front().push_back("expert " + std::to_string(e));
    for (const AblationCell& cell : result.cells) {
        if (cell.expert == kWholeLayer)
            rows.push_back({layerLabel(cell.layer)});
        rows.back().push_back(changeText(result, cell));
    }
    return textTable(rows, {Align::Right}) + "change of log p" + " of \"" + result.target + "\" ("
        + fixed(result.logprob, 3) + ")"
        + (result.wordErrorRate
                ? " / of the " + rateName(result.normalizer) + " (" + percent(result.wordErrorRate) + ")"
                : std::string())
        + "; *: other words than \"" + result.text + "\"\nexperts: " + ablationFormName(result.form) + ", "
        + ablationEffectName(result.effect) + " effect; noise: within " + fixed(result.logprobNoise, 6)
        + ", what another number of threads changes\n";
}

std::string table(const HeardResult& result)
{
    Rows rows{{"word", "heard", "log p", "without audio", "heard, steering removed"}};
    for (const HeardWord& word : result.words)
        rows.push_back({word.text, signedNumber(word.heard(), 2), fixed(word.logprob, 2),
            fixed(word.neutralLogprob, 2), signedNumber(word.plainHeard(), 2)});
    return textTable(rows, {Align::Left, Align::Right}) + "heard: log p with the audio less log p with "
        + result.neutral + " of the same length; near 0: guessed\n";
}

std::string expertsText(const std::vector<double>& values)
{
    std::string text;
    for (const double value : values)
        text += (text.empty() ? "" : " ") + signedNumber(value, 3);
    return text;
}

std::string table(const AttributionResult& result)
{
    Rows rows{{"layer", "scale", "by multiplier", "integral", "integral by expert"}};
    for (const LayerAttribution& layer : result.layers)
        rows.push_back(
            {layerLabel(layer.layer), fixed(layer.effectiveScale, 4), signedNumber(layer.gradient, 3),
                signedNumber(layer.integral, 3), expertsText(layer.expertIntegrals)});
    const std::string asked = result.word == 0
        ? "\"" + result.target + "\""
        : "\"" + result.words[static_cast<std::size_t>(result.word) - 1] + "\" in \"" + result.target + "\"";
    return textTable(rows, {Align::Right, Align::Right, Align::Right, Align::Right, Align::Left})
        + "log p of " + asked + ": " + fixed(result.logprob, 4) + ", with the steering removed "
        + fixed(result.plainLogprob, 4) + "; completeness error " + fixed(result.completenessError, 6) + "\n";
}

std::string table(const FitResult& result)
{
    Rows layers{{"layer", "multiplier"}};
    for (const auto& [layer, setting] : result.proposal.layers)
        layers.push_back({layerLabel(layer), fixed(setting.multiplier, 3)});
    Rows costs{{"recording", "before", "after", rateName(result.normalizer)}};
    for (const FitCost& cost : result.costs)
        costs.push_back({cost.name, cost.before, cost.after,
            percent(cost.wordErrorRateBefore) + " > " + percent(cost.wordErrorRateAfter)});
    return textTable(layers, {Align::Right}) + "\n" + textTable(costs, {Align::Left})
        + (result.says ? "the model writes \"" : "the model does not write \"") + result.target
        + "\" under this proposal: log p " + fixed(result.course.front().logprob, 3) + " > "
        + fixed(result.course.back().logprob, 3) + ", " + std::to_string(result.course.size() - 1)
        + " steps\n";
}

} // namespace

std::string studyTable(const StudyResult& result)
{
    return std::visit([](const auto& content) { return table(content); }, result);
}

} // namespace steerscope::cli
